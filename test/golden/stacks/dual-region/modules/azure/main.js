exports.nothing = undefined;
