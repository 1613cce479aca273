import type { Grammar } from "../grammar/Reader.ts"
import { fighterQuestions } from "./EnglishFighterQuestions.ts"

/** How the questions of each intent may be put. Where two intents fit equally, the first is meant. */
export const questions: Grammar["questions"] = {
  figure: fighterQuestions.figure,

  bouts: fighterQuestions.bouts,

  appearance: fighterQuestions.appearance,

  meetings: fighterQuestions.meetings,

  comparison: fighterQuestions.comparison,

  card: [
    ["<event> ['s] main event (result|winner)|who headlined <event> and who won", { card: "main" }],
    ["<event> ['s] date|(what|which) (day|date) did <event> (take place|happen)", { card: "when" }],
    [
      "(what|which|who) (event|card|fights) <is> [on|fighting] <pastDays>|who (fought|won) <pastDays>|<pastDays> ['s] [ufc] (results|card|event)",
      { card: "results" }
    ],
    ["[the] results of <pastDays>|what happened <pastDays>", { card: "results" }],
    [
      "[what <is>] [the] (last|latest|most recent) [ufc] (event|card)|what <is> the last ufc [event]",
      { when: "last", card: "results" }
    ],
    [
      "who (<is> fighting|fights) (on|at) <nextEvent>|[what <is>] [the] (card|fights) (of|for|on) <nextEvent>|<nextEvent> ['s] [fight] (card|fights)",
      { card: "results" }
    ],
    [
      "[what|who] [<is>] [the] main event of <nextEvent>|[what|who] [<is>] <nextEvent> ['s] main event|who headlines <nextEvent>",
      { card: "main" }
    ],
    ["who <is> fighting <days>|[what <is>] [the] [fight] card <days>", { card: "results" }],
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
    "<rank> (at|in) [the] <list>|(number|no) <rank> <list> (contender|fighter)",
    "[the] top <count> <list> (rankings|ranking)",
    ["who <is> [the] [number] [one] <poundForPound> [number] [one] [fighter]", { rank: 1 }],
    ["[the] (<poundForPound> number one|number one <poundForPound>) [fighter]", { rank: 1 }],
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
    ["<who> ['s|<has>] knocked out [the] most (people|opponents|fighters|guys) [<scope>]", { metric: "ko-tko-wins" }],
    ["<who> ['s|<has>] submitted [the] most (people|opponents|fighters|guys) [<scope>]", { metric: "submission-wins" }],
    ["[who <is>] [the] winningest [ufc] fighter [<scope>]", { metric: "wins" }],
    "<who> <has> [the] <fewest> <counted> [<scope>] [<minimum>]|[the] <fewest> <counted> [<scope>] [<minimum>]",
    "<who> <has> [the] <lowest> (<rate>|<absorbed>) [<scope>] [<minimum>]|[the] <lowest> (<rate>|<absorbed>) [<scope>] [<minimum>]",
    "<who> <has> [the] most <counted> (among|of) [all] <active> fighters",
    "(which|what) <active> fighter has [the] most <counted> [<scope>]",
    "[the] most <counted> (in|during) [ufc] history",
    ["<who> [<has>] won the most (title|championship) (fights|bouts) [<scope>]", { metric: "title-wins" }],
    "(which|what) fighter [<has>] (the|got) [the] most <counted> [<scope>]",
    ["(which|what) fighter [<has>] lost the most (fights|bouts) [<scope>]", { metric: "losses" }],
    "<class> <counted> (leader|leaders)",
    "<who> (lands|scores|averages|attempts|has) [the] most (<rate>|<actionCount>) [<scope>] [<minimum>]",
    "<who> (absorbs|takes) [the] most <absorbed> [<scope>]",
    ["<who> ['s|has] won [the] most decisions [<scope>]", { metric: "decision-wins" }],
    ["<who> 's won [the] most (fights|bouts) [<scope>]", { metric: "wins" }],
    ["<who> 's won [the] most (title|championship) (fights|bouts) [<scope>]", { metric: "title-wins" }],
    ["<who> 's lost [the] most (fights|bouts) [<scope>]", { metric: "losses" }],
    [
      "<who> (absorbs|takes) [the] most (significant|sig) strikes per minute [<scope>]",
      { metric: "sig-strikes-taken-per-minute" }
    ],
    "[the] top <count> <class> by (<counted>|<rate>|<time>)",
    "<counted> top <count> [<scope>]|<class> <counted> top <count>|top <count> <class> <counted> [<period>]",
    "[top <count>] [<class>] <ledIn> (leader|leaders) [<period>]|<ledIn> (leader|leaders) top <count> [<scope>]",
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
    ["<who> [<has>] ((fought|had) the most (<bouts>|times|often)|fought [the] most) [<scope>]", { metric: "fights" }],
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
    "what <is> coming up [next] [in the ufc]|what <is> next in the ufc",
    "[what|which|who|are there any] [<is>] [on|fighting] [ufc] (events|event|card|fights) <days>|(what|who) <is> (on|fighting) <days>",
    "[is there] [a|any] [ufc] (event|card) <days>|[what] ufc <days>|any ufc <days>",
    "[what|when|where] [<is>] [the] next [ufc] (event|card|fight night|ppv|pay per view) [<now>]",
    "[when|where] [<is>] [the] next ufc [event|card]",
    "next (event|card)",
    "[what|which] [<is>] [the] (upcoming|next|future|scheduled) [ufc] (events|cards)",
    "[what|which] [<is>] [the] next <count> [ufc] (events|cards)",
    "(what|which) [ufc] events <is> (upcoming|coming up|scheduled|next)",
    "how many [ufc] events <is> (upcoming|coming up|scheduled)"
  ],

  events: [
    "[the] number of [ufc] events [<occasion>]",
    "how many [ufc] events [<is> [there|held]|have there been|took place|happened] [<occasion>]",
    "how many [ufc] events (did|has) the ufc (hold|held|have|had) [<occasion>]",
    "(what|which) [ufc] events (<is> [there|held]|took place|happened) <occasion>",
    "[all] [the] [ufc] events [held] <occasion>",
    "[what <is>] [the] (last|latest|most recent) <count> [ufc] events",
    "[the] (recent|past|latest) [ufc] events"
  ],

  status: [
    "how (recent|fresh|current) <is> (it|that)|up to when <is> (the|your) data|what <is> the (last|latest) event in (the|your) data",
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

  profile: fighterQuestions.profile,

  against: fighterQuestions.against,

  fights: [
    "[list] [all] [the] <leagueKinds> <leagueScope>",
    "(what|which) <leagueKinds> (<is> there|happened|took place) <leagueScope>",
    "how many <leagueKinds> (<is>|<is> there) <leagueScope>"
  ],

  prediction: fighterQuestions.prediction,

  records: [
    "[what|who|which fighter] [<is>|<has>|landed|scored|had] [the] <record> [<scope>]",
    "[the] top <count> <record> [<scope>]|[the] <count> <record> [<scope>]"
  ],

  definition: [
    "what (is|s|does|are|'s) [a|an] (<rate>|<absorbed>|<streak>|<actionCount>|<time>|<averageTime>) [mean|means|stat]",
    "what (do you mean by|is meant by) (<rate>|<absorbed>|<streak>|<counted>|<time>)",
    "(define|definition of|explain|meaning of) [the] (<rate>|<absorbed>|<streak>|<counted>|<time>|<averageTime>)",
    "how <is> [the] (<rate>|<absorbed>|<streak>|<counted>|<averageTime>) (calculated|computed|defined|measured|counted)"
  ],

  series: [
    "<trend> <byGroup> (chart|graph|plot)",
    "(plot|chart|graph|draw) [the] [number of] <trend> <byGroup> [<where>]",
    "how many <trend> (<is>|<is> there) <byGroup> [<where>] [<period>]|[the] number of <trend> <byGroup> [<where>] [<period>]",
    "how many [ufc] (fights|bouts) <is> there [held] <where> <byGroup>",
    ["how many <bouts> (<is> [there|held]|took place) <leagueYears>", { trend: "fights", by: "year" }],
    ["how many finishes <is> [there] <leagueYears>", { trend: "finishes", by: "year" }],
    "[what <is>|how did|how has] [the] <trend> [change|changed|develop|developed] <byGroup> [<where>] [<period>]",
    "[what <is>] [the] <trend> <where> <byGroup> [<period>]",
    "[the|a] (trend of|trend in|chart of|graph of|plot of|history of) [the] <trend> [<byGroup>] [<where>] [<period>]",
    "[what <is>] <fighter> ['s] (<rate>|<absorbed>|<counted>) (<byGroup>|<byFight>) [<period>]",
    "[the] (<rate>|<absorbed>|<counted>) of <fighter> (<byGroup>|<byFight>) [<period>]",
    "how many <counted> (did|has|does) <fighter> (have|land|landed|score|scored) (<byGroup>|<byFight>)"
  ],

  help: ["help|hi|hello|hey|what can you (do|answer)|what can i ask [you]|who are you|what are you"]
}

/** What a question says that goes on from the one before it. */
export const fragments: Grammar["fragments"] = [
  "[at|in|among] [the] <class> [division]|<where>|<period>|<year>|<ownScope>",
  "[the|his|her] (<rate>|<absorbed>|<streak>|<counted>|<time>|<averageTime>|<measure>|<topic>) [too|also|then]",
  "[the] (<rate>|<counted>|<topic>) <ownScope>",
  "[the] top <count>|by <method>|<byGroup>",
  "<namedFighter> [too|then]|[the] (number|no) <place10>"
]
