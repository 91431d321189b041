import run = require("../../../../stacks");

export = run;
