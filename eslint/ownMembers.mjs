import ts from "typescript";

/** Types of keys that are only known at run time. */
const openKey = ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral | ts.TypeFlags.StringMapping;

/**
 * A record is read at a key that is only known at run time through `lookup`: `record[key]` and `key in record` find
 * what every object inherits as well (`toString`, `constructor`), and such a key may come from a caller. What asks
 * `Object.hasOwn(record, key)` first may read on.
 *
 * @type {import("eslint").Rule.RuleModule}
 */
export const ownMembers = {
  meta: {
    type: "problem",
    schema: [],
    messages: { inherited: "A key of this record may name what every object inherits: read it with `lookup`." },
  },
  create(context) {
    const { program, getTypeAtLocation } = context.sourceCode.parserServices;
    const checker = program.getTypeChecker();
    const isOpenKey = (node) => (getTypeAtLocation(node).flags & openKey) !== 0;
    const isRecord = (node) =>
      checker.getIndexTypeOfType(checker.getNonNullableType(getTypeAtLocation(node)), ts.IndexKind.String) !==
      undefined;
    const check = (node, record, key) => {
      if (isOpenKey(key) && isRecord(record)) context.report({ node, messageId: "inherited" });
    };
    return {
      "MemberExpression[computed=true]": (node) => {
        if (!isAssigned(node) && !isAskedFirst(node, context.sourceCode)) check(node, node.object, node.property);
      },
      "BinaryExpression[operator='in']": (node) => {
        check(node, node.right, node.left);
      },
    };
  },
};

function isAssigned(node) {
  return node.parent.type === "AssignmentExpression" && node.parent.operator === "=" && node.parent.left === node;
}

/** `Object.hasOwn(record, key) ? record[key] : …`, of this very record and key. */
function isAskedFirst(node, source) {
  const { parent } = node;
  if (parent.type !== "ConditionalExpression" || parent.consequent !== node) return false;
  const asked = `Object.hasOwn(${source.getText(node.object)}, ${source.getText(node.property)})`;
  return source.getText(parent.test) === asked;
}
