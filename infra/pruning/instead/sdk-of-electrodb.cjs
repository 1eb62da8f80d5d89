/** Filled before ElectroDB's first call: see ../electrodb.ts. */
module.exports = {};
