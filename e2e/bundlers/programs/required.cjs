// From CommonJS.
const { coverage, qualify, search } = require("carrot-privacy");

import("./answers.js").then(({ answers, print }) => print(answers({ coverage, qualify, search })));
