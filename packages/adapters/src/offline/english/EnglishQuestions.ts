import type { Grammar } from "../grammar/Reader.ts"

const meet =
  "beat|beaten|defeat|defeated|fight|fought|face|faced|meet|met|lose to|lost to|knock out|knocked out|submit|submitted"

/** How the questions of each intent may be put. Where two intents fit equally, the first is meant. */
export const questions: Grammar["questions"] = {
  figure: [
    "what <is> <fighter> ['s] [current|ufc|career] <figure> [<ever>]",
    "what <fighter> ['s] <figure> is",
    "what <is> the [current] <figure> (of|for) <fighter> [<ever>]",
    "<fighter> ['s] [current|ufc|career] <figure> [<ever>]",
    "[the] <figure> (of|for) <fighter> [<ever>]",
    ["how tall <is> <fighter>", { measure: "heightCm" }],
    ["how old <is> <fighter>", { measure: "age" }],
    ["how heavy <is> <fighter>", { measure: "weightKg" }],
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
    ["how many times <has> <fighter> fought [<ever>]", { metric: "fights" }],
    ["how many <bouts> <has> <fighter> (had|fought) [<ever>]", { metric: "fights" }],
    ["how many (fights|bouts|opponents) <has> <fighter> finished [<ever>]", { metric: "finish-wins" }]
  ],

  bouts: [
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
    ["[what <is>] [the result of] the (last|latest|most recent) <kind> (of|for|by) <fighter>", { bouts: "latest" }],
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
    ["when did <fighter> (debut|make <his> [ufc] debut)", { bouts: "earliest" }],
    ["(has|did) <fighter> ever <ended>", { bouts: "whether" }],
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
    "compare <fighter> (and|with|to|<versus>) <other>",
    "(comparison of|a comparison of|comparison between) <fighter> and <other>",
    "who <has> (more|the most) <counted> <fighter> or <other>",
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

  card: [
    ["who won (the main event (of|at|on|in) <event>|<event> 's main event)", { card: "main" }],
    [
      "[what|who] [<is>] [in] [the] main event (of|at|on|for) <event>|[what|who] [<is>] <event> ['s] main event",
      { card: "main" }
    ],
    ["who headlined <event>", { card: "main" }],
    ["who fought in (the main event (of|at|on) <event>|<event> 's main event)", { card: "main" }],
    [
      "(how did|what <is> the result of) (the main event (of|at|on) <event>|<event> ['s] main event) [end]",
      { card: "main" }
    ],
    ["[what <is>] [the] [full] <cardNoun> (of|at|from|for|on) <event>", { card: "results" }],
    ["[what <is>] <event> ['s] [full] <cardNoun>", { card: "results" }],
    ["who (fought|won|competed|<is> fighting) (at|on|in) <event>|who won <event>", { card: "results" }],
    ["(what|which) <bouts> (<is>|happened|took place) (on|at) <event>", { card: "results" }],
    ["what happened (at|on) <event>|[what <is>] <event>", { card: "results" }],
    ["when <is> <event> [held]|when did <event> (happen|take place)", { card: "when" }],
    ["(what|which) (date|day) <is> <event>|[what <is>] the date of <event>", { card: "when" }],
    ["(when and where|where and when) <is> <event> [held]", { card: "when" }],
    ["where <is> <event> [held]|where did <event> (happen|take place)", { card: "where" }],
    ["[what <is>] the (location|place|city) of <event>", { card: "where" }],
    ["how many <bouts> [<is>] [there] (at|on|in) <event>|how many <bouts> did <event> have", { card: "count" }],
    ["how many <title> <bouts> [<is>] [there] (at|on|in) <event>", { card: "count" }],
    ["how many <method> [<is>] [there] (at|on|in) <event>", { card: "count" }],
    ["how many <bouts> (ended|<is> won|finished) (by|in|via) <method> (at|on|in) <event>", { card: "count" }]
  ],

  champion: [
    "who <is> [the] [current|reigning] [undisputed] [ufc] <class> <champion> [<now>]",
    "who the [current] [ufc] <class> <champion> is",
    "who <is> [currently|now] the [ufc] <class> <champion>",
    "who (holds|has|owns) the [ufc] <class> (title|belt|championship) [<now>]",
    "[the] [current] [ufc] <class> <champion>",
    "who <is> [the] [current|reigning] [ufc] <champion> (at|of|in) [the] <class> [division]"
  ],

  champions: [
    "who <is> [all] [the] [current] [ufc] champions [<now>]",
    "[all] [the] [current] [ufc] champions",
    "who (holds|has) the [ufc] (titles|belts)"
  ],

  rankings: [
    "[what <is>|who <is> in] [the] [current|latest] [ufc] <list> [division] (rankings|ranking)",
    "[what <is>] [the] [current|latest] [ufc] (rankings|ranking) (at|of|in|for) [the] <list> [division]",
    "[who <is>] [the] top <count> [ranked] [ufc] <list> [fighters|contenders]",
    "[who <is>] [in] [the] [<list>] top <count> (at|in|of) [the] <list> [division|rankings]",
    "[who <is>] [in] [the] <list> top <count>",
    "who <is> [ranked] [the] [number|no] <rank> [ranked] [contender|fighter] (at|in|of) [the] <list> [division|rankings]",
    "who <is> ranked [number|no] <rank> <list>",
    "who <is> [the] (number|no) <rank> [ranked] <list> [contender|fighter]",
    "who <is> ranked (at|in) [the] <list> [division]",
    "(number|no) <rank> [ranked] (at|in) [the] <list> [division|rankings]",
    "[what <is>|who <is> on] [the] [current|latest] [ufc] <poundForPound> [list]"
  ],

  rankOf: [
    "(where|how high) <is> <fighter> [currently|now] ranked [<now>]",
    "what <is> <fighter> ['s] [current] [ufc] (rank|ranking) [<now>]",
    "what rank <is> <fighter>",
    "is <fighter> [still|currently] (ranked|[a|the] [ufc] champion) [<now>]",
    "<fighter> ['s] (rank|ranking)"
  ],

  leaders: [
    "<who> <has> [got] [the] [record for] [the] most <counted> [<scope>] [<minimum>]",
    "[<who> <has>] [the] most <class> <counted> [<period>] [<minimum>]",
    "[what <is>|who <has>] [the] record for [the] most <counted> [<scope>] [<minimum>]",
    "[who <is>] [the] [all time] [ufc] <counted> (leader|leaders|leaderboard) [<scope>]",
    ["[who <is>] [the] [all time] [ufc] submission (leader|leaders) [<scope>]", { metric: "submission-wins" }],
    ["[who <is>] [the] [all time] [ufc] (ko|knockout) (leader|leaders) [<scope>]", { metric: "ko-tko-wins" }],
    ["[who <is>] [the] [all time] [ufc] win (leader|leaders) [<scope>]", { metric: "wins" }],
    "<who> <has> (landed|scored|recorded) the most <counted> [<scope>] [<minimum>]",
    "<who> (landed|scored|recorded) the most <counted> [<scope>] [<minimum>]",
    ["<who> [<has>] won the most <bouts> [<scope>]", { metric: "wins" }],
    ["<who> [<has>] lost the most <bouts> [<scope>]", { metric: "losses" }],
    ["<who> [<has>] (fought|had) the most (<bouts>|times|often) [<scope>]", { metric: "fights" }],
    ["<who> [<has>] finished the most (fights|opponents) [<scope>]", { metric: "finish-wins" }],
    ["<who> [<has>] won the most (title|championship) (fights|bouts) [<scope>]", { metric: "title-wins" }],
    ["<who> [<has>] spent the most time in the (octagon|cage) [<scope>]", { metric: "fight-time" }],
    "[the] [fighter|fighters] [with] [the] most <counted> [<scope>] [<minimum>]",
    "<who> <has> the most <time> [<scope>]|most <time> [<scope>]",
    "<who> <has> the (highest|best) <rate> [<scope>] [<minimum>]",
    "[the] [fighter with] [the] (highest|best) <rate> [<scope>] [<minimum>]",
    "<who> <has> the highest <absorbed> [<scope>] [<minimum>]",
    "<who> <has> the longest <averageTime> [<scope>] [<minimum>]",
    "<who> <has> the longest <streak>|[the] longest <streak>",
    "[who <is>] [the] top <count> [fighters] (by|in|for) (<counted>|<rate>|<time>) [<scope>] [<minimum>]",
    "[who <is>] [the] top <count> [fighters] (with|for) [the] (most <counted>|(highest|best) <rate>) [<scope>] [<minimum>]",
    "[who <is>] [the] top <count> <class> [fighters] by (<counted>|<rate>|<time>) [<period>] [<minimum>]",
    "[the] (<class>|<class> fighters) with [the] (most <counted>|(highest|best) <rate>) [<period>] [<minimum>]",
    "top <count> [most] <counted> [<scope>] [<minimum>]"
  ],

  upcoming: [
    "[what|when|where] [<is>] [the] next [ufc] (event|card|fight night|ppv|pay per view) [<now>]",
    "[when|where] [<is>] [the] next ufc [event|card]",
    "next (event|card)",
    "[what|which] [<is>] [the] (upcoming|next|future|scheduled) [ufc] (events|cards)",
    "[what|which] [<is>] [the] next <count> [ufc] (events|cards)",
    "(what|which) [ufc] events <is> (upcoming|coming up|scheduled|next)",
    "how many [ufc] events <is> (upcoming|coming up|scheduled)"
  ],

  events: [
    "how many [ufc] events [<is> [there|held]|have there been|took place|happened] [<occasion>]",
    "how many [ufc] events (did|has) the ufc (hold|held|have|had) [<occasion>]",
    "(what|which) [ufc] events (<is> [there|held]|took place|happened) <occasion>",
    "[all] [the] [ufc] events [held] <occasion>",
    "[what <is>] [the] (last|latest|most recent) <count> [ufc] events",
    "[the] (recent|past|latest) [ufc] events"
  ],

  status: [
    "what [data|information|facts] do you (have|know) [about]|what do you know",
    "how (recent|current|fresh|up to date|old) <is> (the|your) (data|database|information)",
    "how much data do you have",
    "how many (fights|bouts|matches|events|fighters) (<is>|<is> there) in (the|your) (data|database|dataset)",
    "how many (fights|bouts|matches|events|fighters) do you (have|know) [about]",
    "how many fighters <is> there [in the ufc]",
    "[the] data status|status of the data",
    "when <is> (the|your) (data|database) [last] updated",
    "what (period|years|dates) does (the|your) (data|database) cover"
  ],

  profile: [
    "who <is> <fighter>|<fighter>",
    "about <fighter>|what do you know about <fighter>",
    "[what <is>] <fighter> ['s] (profile|stats|statistics|info|summary|career)",
    "[the] (profile|stats|statistics|info|information|career) (of|for|on|about) <fighter>"
  ],

  help: ["help|hi|hello|hey|what can you (do|answer)|what can i ask [you]|who are you|what are you"]
}
