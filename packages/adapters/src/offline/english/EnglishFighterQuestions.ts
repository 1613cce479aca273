import type { Grammar } from "../grammar/Reader.ts"

const meet =
  "beat|beaten|defeat|defeated|fight|fought|face|faced|meet|met|lose to|lost to|knock out|knocked out|submit|submitted"

/** How one asks about fighters. */
export const fighterQuestions = {
  figure: [
    "what <is> the <figure> on <fighter>",
    "<fighter> ['s] (total|career) <counted>",
    ["how many (guys|people|opponents|fighters|times) <has> <fighter> knocked out", { metric: "ko-tko-wins" }],
    ["how many (guys|people|opponents|fighters|times) <has> <fighter> submitted", { metric: "submission-wins" }],
    ["is <fighter> on a (win|winning) streak [how many]", { metric: "win-streak" }],
    ["is <fighter> on a (losing|loss) streak [how many]", { metric: "loss-streak" }],
    [
      "how often <does> <fighter> ['s] takedowns land|how good <is> <fighter> at landing takedowns",
      { metric: "takedown-accuracy" }
    ],
    ["how good <is> <fighter> at (stopping|defending) takedowns", { metric: "takedown-defence" }],
    ["(what|which) (percent|percentage) of [<his>] (fights|bouts) <does> <fighter> win", { metric: "win-rate" }],
    "what <is> <fighter> ['s] <scoped> <ownScope>",
    "<fighter> ['s] <scoped> <ownScope>",
    "how many <counted> <does> <fighter> have <ownScope>",
    "how many <actionCount> <has> <fighter> [scored|landed|recorded|made] <ownScope>",
    "how many <actionCount> <does> <fighter> (score|land|record|make) <ownScope>",
    [
      "is <fighter> [a|an] (orthodox|southpaw) or [a|an] (southpaw|orthodox) [fighter]|is <fighter> [a|an] (orthodox|southpaw) [fighter]",
      { measure: "stance" }
    ],
    "how accurate <is> <fighter> <accurate>",
    "how accurate <is> <fighter> ['s] <accurateNoun>",
    "<fighter> ['s] <topic>|[the] <topic> of <fighter>|how (good|does) <is> <fighter> ['s] <topic>",
    "how many (significant|sig) <perMinute>",
    ["how many decisions <has> <fighter> won [<ever>]", { metric: "decision-wins" }],
    [
      "how many (significant|sig) strikes per minute <does> <fighter> (absorb|take)",
      { metric: "sig-strikes-taken-per-minute" }
    ],
    ["how often (does|has) <fighter> (finish|finished)", { metric: "finish-rate" }],
    ["how many (knockouts|kos) <does> <fighter> have [<ever>]", { metric: "ko-tko-wins" }],
    "what <is> <fighter> ['s] [current|ufc|career] <figure> [<ever>]",
    "what <fighter> ['s] <figure> is",
    "what <is> the [current] <figure> (of|for) <fighter> [<ever>]",
    "<fighter> ['s] [current|ufc|career] <figure> [<ever>]",
    "[the] <figure> (of|for) <fighter> [<ever>]",
    ["how tall <is> <fighter> [in (feet|inches|cm|centimeters|centimetres|meters|metres)]", { measure: "heightCm" }],
    ["how old <is> <fighter>", { measure: "age" }],
    ["how heavy <is> <fighter> [in (pounds|lbs|kg|kilos|kilograms)]", { measure: "weightKg" }],
    ["how much <does> <fighter> weigh", { measure: "weightKg" }],
    "how (long|big) <is> <fighter> ['s] (<measure>|<streak>)",
    "how (good|high) <is> <fighter> ['s] <rate>",
    ["(what|which) stance <does> <fighter> (have|use|fight in|fight from|fight out of)", { measure: "stance" }],
    "what <figure> <does> <fighter> have",
    [
      "(what|which) (weight class|division) (<does> <fighter> (fight|compete) in|<is> <fighter> in)",
      { measure: "division" }
    ],
    "how many <counted> <does> <fighter> (have|got) [<ever>]",
    "how many <fightCount> <has> <fighter> [got|had] [<ever>]",
    "how many <actionCount> <has> <fighter> [got|had|scored|landed|recorded|made] [<ever>]",
    "how many <actionCount> <does> <fighter> (score|land|record) [<ever>]",
    "how many <counted> <fighter> has [<ever>]",
    "how much <time> <has> <fighter> [got|had|recorded] [<ever>]",
    "how much <time> <does> <fighter> have [<ever>]",
    [
      "how many (times|<bouts>) (<has> <fighter> won|<does> <fighter> win|<fighter> has won) [<ever>]",
      { metric: "wins" }
    ],
    [
      "how many (times|<bouts>) (<has> <fighter> lost|<does> <fighter> lose|<fighter> has lost) [<ever>]",
      { metric: "losses" }
    ],
    ["how many times (<has> <fighter> fought|did <fighter> fight) [<ever>]", { metric: "fights" }],
    ["how many <bouts> <has> <fighter> (had|fought) [<ever>]", { metric: "fights" }],
    ["how many (fights|bouts|opponents) <has> <fighter> finished [<ever>]", { metric: "finish-wins" }]
  ],

  bouts: [
    ["<fighter> ['s] (last|latest|most recent) opponent|who did <fighter> fight most recently", { bouts: "opponent" }],
    ["how did <fighter> do in [<his>|the] (last|latest|past) <count> <bouts>", { bouts: "list" }],
    ["<fighter> ['s] last <count>", { bouts: "list" }],
    ["<fighter> ['s] (last|latest|most recent) <bout> how did it (finish|end|go)", { bouts: "latest" }],
    [
      "<fighter> ['s] [ufc] record <ownScope>|[what <is>] [the] [ufc] record of <fighter> <ownScope>",
      { bouts: "record" }
    ],
    ["what <is> <fighter> ['s] [ufc] record <ownScope>", { bouts: "record" }],
    ["how many times (did|has) <fighter> (fight|fought|compete|competed) <scope>", { bouts: "count" }],
    ["how many <bouts> did <fighter> (have|fight) <scope>", { bouts: "count" }],
    [
      "<fighter> ['s] (last|latest|past) <count> opponents|[the] (last|latest) <count> opponents of <fighter>",
      { bouts: "list" }
    ],
    [
      "<fighter> ['s] [record in] title (fights|bouts)|[what <is>] <fighter> ['s] (title fight record|record in title fights)",
      { bouts: "list", titleFightsOnly: true }
    ],
    ["[the] opponents of <fighter> [<scope>]|<fighter> ['s] opponents [<scope>]", { bouts: "list" }],
    ["[the] (last|latest) <count> <kinds> (of|for|by) <fighter>", { bouts: "list" }],
    ["who <is> the [last] opponent", { bouts: "opponent", refer: "last" }],
    ["how many <kinds> <does> <fighter> have [<scope>]", { bouts: "count" }],
    ["how many <kinds> <has> <fighter> [had|got] [<scope>]", { bouts: "count" }],
    ["how many (times|<bouts>|<title> <bouts>) <has> <fighter> <ended> [<scope>]", { bouts: "count" }],
    ["how many (times|<bouts>|<title> <bouts>) <does> <fighter> <ended> [<scope>]", { bouts: "count" }],
    ["[what|who] [<is>] [the] last <count> <kinds> (of|for|by) <fighter>", { bouts: "list" }],
    ["[what <is>] <fighter> ['s] (last|latest|past|previous) <count> <kinds>", { bouts: "list" }],
    ["[what <is>] <fighter> ['s] [recent|past|previous] <kinds> [<scope>]", { bouts: "list" }],
    ["[what <is>] [all] [the] <kinds> (of|by) <fighter> [<scope>]", { bouts: "list" }],
    ["<fighter> ['s] [fight] (history|results)|[fight] history of <fighter>", { bouts: "list" }],
    ["(what|which) <bouts> <has> <fighter> (had|<ended>) [<scope>]", { bouts: "list" }],
    ["(what|which) <bouts> <does> <fighter> <ended> [<scope>]", { bouts: "list" }],
    ["(who|whom|which fighters) (<has>|<does>) <fighter> <faced> [<scope>]", { bouts: "list" }],
    ["(who|which fighters) [<has>] (beat|beaten|defeated) <fighter> [<scope>]", { bouts: "list", result: "LOSS" }],
    [
      "(who|which fighters) [<has>] (knocked out|koed) <fighter> [<scope>]",
      { bouts: "list", result: "LOSS", method: "KO/TKO" }
    ],
    ["(who|which fighters) [<has>] submitted <fighter> [<scope>]", { bouts: "list", result: "LOSS", method: "SUB" }],
    ["who [<has>] lost to <fighter> [<scope>]", { bouts: "list", result: "WIN" }],
    ["(how|when) (did|has) <fighter> <ended> [<scope>]", { bouts: "list" }],
    ["[what|who] [<is>] [the result of] <fighter> ['s] (last|latest|most recent) [<bout>|<kind>]", { bouts: "latest" }],
    ["(how|when|where) <is> <fighter> ['s] (last|latest|most recent) <kind>", { bouts: "latest" }],
    ["[what <is>] [the result of] [the] (last|latest|most recent) <kind> (of|for|by) <fighter>", { bouts: "latest" }],
    ["<fighter> ['s] (last|latest|most recent) <bout> result", { bouts: "latest" }],
    ["who did <fighter> (fight last|last fight|face last|last face) [against]", { bouts: "opponent" }],
    ["who did <fighter> last <faced>|who did <fighter> <faced> last", { bouts: "opponent" }],
    ["who <is> <fighter> ['s] (last|latest|most recent) opponent", { bouts: "opponent" }],
    ["(when|how) did <fighter> (last <ended>|<ended> last)", { bouts: "latest" }],
    ["(when|where) did <fighter> (last (fight|compete)|(fight|compete) last)", { bouts: "latest" }],
    ["when <is> the last time [that] <fighter> (fought|competed|<ended>)", { bouts: "latest" }],
    ["(when|how) did <fighter> (win|lose) [in] <his> (last|latest|most recent) <bout>", { bouts: "latest" }],
    ["did <fighter> (win|lose) <his> (last|latest|most recent) <bout>", { bouts: "latest" }],
    ["how did <fighter> ['s] (last|latest|most recent) <bout> (end|go)", { bouts: "latest" }],
    ["[what|when|who] [<is>] <fighter> ['s] (first <kind>|[ufc] debut)", { bouts: "earliest" }],
    [
      "who <is> <fighter> ['s] first [ufc] <bout> against|who did <fighter> (fight|face) (first|in <his> [ufc] debut)",
      { bouts: "earliest" }
    ],
    ["when did <fighter> (debut|make <his> [ufc] debut)", { bouts: "earliest" }],
    ["(has|did) <fighter> ever <ended>", { bouts: "whether" }],
    ["was <fighter> ever (beaten|defeated)", { bouts: "whether", result: "LOSS" }],
    [
      "has <fighter> [ever] (fought for|challenged for) [a|the] [ufc] (title|belt)",
      { bouts: "whether", titleFightsOnly: true }
    ],
    [
      "has <fighter> [ever] won [a|the] [ufc] (title|belt|title fight)",
      { bouts: "whether", titleFightsOnly: true, result: "WIN" }
    ],
    ["is <fighter> [still] (undefeated|unbeaten)", { bouts: "list", result: "LOSS" }]
  ],

  appearance: [
    "did <fighter> (fight|win|lose) (at|on) <event>",
    "(who|how|when) did <fighter> (<faced>|win|lose|do) (at|on) <event>",
    "<fighter> (at|on) <event>"
  ],

  meetings: [
    "<pair> who won",
    ["when <is> the first (fight|bout|meeting) between <fighter> and <other>", { bouts: "earliest" }],
    ["when <is> [the|their] first (fight|bout|meeting)", { bouts: "earliest", refer: "both" }],
    ["[who <is>|what <is>] [the] common opponents (of|between) <fighter> and <other>", { commonOpponents: true }],
    [
      "who (have|did) both <fighter> and <other> (fought|fight|faced|face)|who (have|did) <fighter> and <other> both (fought|fight|faced|face)",
      { commonOpponents: true }
    ],
    ["(do|did|have) <fighter> and <other> (have|had) [any] common opponents", { commonOpponents: true }],
    "<fighter> <versus> <other> [head to head|result|results|who won|fight|fights|history]",
    "(head to head|result|results) [of|between] <fighter> (and|<versus>) <other>",
    "<fighter> and <other> head to head",
    "who won [the <bout>] [between] <fighter> (and|<versus>) <other>",
    `(did|has|have) <fighter> [ever] (${meet}) <other> [before|<ever>]`,
    `(did|has|have) <fighter> and <other> [ever] (${meet}) [each other|one another] [before|<ever>]`,
    `how many times (did|has|have) <fighter> (${meet}) <other> [<ever>]`,
    `how many times (did|has|have) <fighter> and <other> (${meet}) [each other] [<ever>]`,
    `(when|how|where) (did|has|have) <fighter> (${meet}) <other>`,
    `(when|where) (did|have) <fighter> and <other> (${meet}) [each other]`,
    "(who won|what happened) when <fighter> (fought|faced|met) <other>",
    "what happened between <fighter> and <other>",
    "(what <is> the result of|how did) <fighter> <versus> <other> [end]"
  ],

  comparison: [
    ["(is|who <is>) <fighter> or <other> better at landing takedowns", { metric: "takedown-accuracy" }],
    ["(is|who <is>) <fighter> or <other> better at (stopping|defending) takedowns", { metric: "takedown-defence" }],
    ["(is|who <is>) <fighter> or <other> [the] more accurate [striker]", { metric: "sig-strike-accuracy" }],
    "compare <fighter> (and|with|to|<versus>) <other> (by|in|on) (<rate>|<absorbed>|<counted>|<topic>) [<ownScope>]",
    "compare [the] (<rate>|<absorbed>|<counted>|<topic>) of <fighter> and <other> [<ownScope>]",
    "compare <fighter> and <other> and <third> [and <fourth>]",
    "compare [the] (<rate>|<counted>|<topic>) of <fighter> and <other> and <third> [and <fourth>]",
    "<fighter> <versus> <other> (<rate>|<topic>)",
    "<ofTwo> <has> [a|the] (better|higher|best|highest|more|most) (<rate>|<counted>|<measure>)",
    "who <has> [a|the] (better|higher) <rate> <fighter> or <other>",
    ["<ofTwo> <has> [a|the] better takedown rate", { metric: "takedown-accuracy" }],
    ["<ofTwo> <is> taller", { measure: "heightCm" }],
    ["<ofTwo> <is> older", { measure: "age" }],
    "compare <fighter> (and|with|to|<versus>) <other>",
    "(comparison of|a comparison of|comparison between) <fighter> and <other>",
    "who <has> (more|the most) <counted> <fighter> or <other>",
    "which of <fighter> and <other> <has> [a|the] (more|most|better|higher) (<counted>|<rate>)",
    "<fighter> or <other> who <has> [a|the] (more|better|higher) (<counted>|<rate>)",
    "<fighter> or <other> who (lands|scores|averages|absorbs) more (<rate>|<absorbed>|<counted>)",
    "who (lands|scores|averages) more (<rate>|<counted>) <fighter> or <other>",
    ["which of <fighter> and <other> controls more of the (fight|fights)", { metric: "control-share" }],
    ["who <is> [the] more accurate [striker] <fighter> or <other>", { metric: "sig-strike-accuracy" }],
    ["who [has] won (more|the most) (fights|bouts) <fighter> or <other>", { metric: "wins" }],
    ["is <fighter> taller than <other>", { measure: "heightCm" }],
    ["is <fighter> older than <other>", { measure: "age" }],
    ["is <fighter> heavier than <other>", { measure: "weightKg" }],
    "who <has> [a|the] (better|higher|best|highest) (<rate>|<measure>) <fighter> or <other>",
    ["who <is> [the] (taller|tallest) <fighter> or <other>", { measure: "heightCm" }],
    ["who <is> [the] (older|oldest) <fighter> or <other>", { measure: "age" }],
    ["who <is> [the] (heavier|heaviest) <fighter> or <other>", { measure: "weightKg" }],
    ["who <has> [a|the] (longer|longest) reach <fighter> or <other>", { measure: "reachCm" }],
    "who <has> [a|the] (longer|longest) <streak> <fighter> or <other>"
  ],

  profile: [
    "who <is> <fighter>|<fighter>",
    "about <fighter>|what do you know about <fighter>",
    "[what <is>] <fighter> ['s] (profile|stats|statistics|info|summary|career)",
    "[the] (profile|stats|statistics|info|information|career) (of|for|on|about) <fighter>"
  ],

  against: [
    "how many <actionCount> (did|has) <fighter> (land|landed|score|scored|have|make) (against|on|vs) <other>",
    "<fighter> ['s] <actionCount> against <other>"
  ],

  prediction: [
    "<fighter> (or|<versus>) <other> who (<is> winning|wins)",
    "who (will|would|is going to|s going to) win <fighter> (or|<versus>) <other>",
    "who wins [between|if] <fighter> (and|or|<versus>|fights) <other>",
    "who (will|would) win [a fight|the fight|if] [between] <fighter> (and|<versus>|fought|fights) <other>",
    "(predict|prediction for|prediction|forecast) <fighter> (and|<versus>) <other>",
    "<fighter> <versus> <other> (prediction|forecast|predictions)",
    "(would|will|could) <fighter> (beat|defeat) <other>",
    "(what|how high) <is> the (chance|chances|probability) [that|of] <fighter> (beats|beating|beat|winning against|wins against) <other>",
    "who <is> the favourite <fighter> or <other>"
  ]
} satisfies Partial<Grammar["questions"]>
