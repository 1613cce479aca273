import type { Form } from "../grammar/Pattern.ts"

/** What figures are called. */
export const figures: Readonly<Record<string, ReadonlyArray<Form>>> = {
  knockout: ["ko|kos|tko|tkos|ko tko|ko tkos|kos tkos|knockout|knockouts"],
  /** Counts of fights that a figure of the registry gives. */
  fightCount: [
    ["<bouts>", { metric: "fights" }],
    ["[ufc] (wins|victories)", { metric: "wins" }],
    ["[ufc] (losses|defeats)", { metric: "losses" }],
    ["draws", { metric: "draws" }],
    ["no contests|ncs", { metric: "no-contests" }],
    ["<knockout> (losses|defeats)|(losses|defeats) (by|via) <knockout>", { metric: "ko-tko-losses" }],
    ["(submission|sub) (losses|defeats)|(losses|defeats) (by|via) submission", { metric: "submission-losses" }],
    ["decision (losses|defeats)|(losses|defeats) (by|via) decision", { metric: "decision-losses" }],
    ["decisions", { metric: "decision-wins" }],
    ["<knockout> [wins|victories]|(wins|victories) (by|via) <knockout>", { metric: "ko-tko-wins" }],
    [
      "submissions|subs|(submission|sub) (wins|victories)|(wins|victories) (by|via) submission",
      { metric: "submission-wins" }
    ],
    ["decision (wins|victories)|(wins|victories) (by|via) decision", { metric: "decision-wins" }],
    [
      "finishes|stoppages|(finish|stoppage) (wins|victories)|(wins|victories) (by|via) stoppage",
      { metric: "finish-wins" }
    ],
    ["(title|championship) (fights|bouts)", { metric: "title-fights" }],
    ["(title|championship) [fight|bout] (wins|victories)|wins in title (fights|bouts)", { metric: "title-wins" }]
  ],
  /** Counts of what is done in fights. */
  actionCount: [
    ["knockdowns|knock downs", { metric: "knockdowns" }],
    ["(knockdowns|knock downs) (taken|suffered|absorbed)", { metric: "knockdowns-taken" }],
    ["[(significant|sig)] (strikes|shots) to the head [landed]|head strikes [landed]", { metric: "head-strikes" }],
    [
      "[(significant|sig)] (strikes|shots) to the body [landed]|body (strikes|shots) [landed]",
      { metric: "body-strikes" }
    ],
    [
      "[(significant|sig)] (strikes|kicks) to the (leg|legs) [landed]|leg (strikes|kicks) [landed]",
      { metric: "leg-strikes" }
    ],
    ["clinch strikes [landed]|[significant] strikes in the clinch", { metric: "clinch-strikes" }],
    ["ground strikes [landed]|[significant] strikes on the ground", { metric: "ground-strikes" }],
    ["distance strikes [landed]|[significant] strikes at distance", { metric: "distance-strikes" }],
    ["(significant|sig) strikes [landed]", { metric: "sig-strikes" }],
    ["[total] strikes [landed]", { metric: "total-strikes" }],
    ["(takedowns|take downs) [landed]", { metric: "takedowns" }],
    ["(submission|sub) attempts", { metric: "submission-attempts" }],
    ["reversals", { metric: "reversals" }]
  ],
  counted: ["<fightCount>", "<actionCount>"],
  /** What one can be the leader in. */
  ledIn: [
    "<counted>",
    ["win", { metric: "wins" }],
    ["(submission|sub)", { metric: "submission-wins" }],
    ["(takedown|td)", { metric: "takedowns" }],
    ["knockdown", { metric: "knockdowns" }],
    ["(significant|sig) strike", { metric: "sig-strikes" }]
  ],
  streak: [
    ["[current] (win|winning) streak", { metric: "win-streak" }],
    ["[current] (losing|loss) streak", { metric: "loss-streak" }]
  ],
  time: [
    ["[total] (fight|octagon|cage) time", { metric: "fight-time" }],
    ["control time", { metric: "control-time" }]
  ],
  averageTime: [["average fight (time|length|duration)", { metric: "average-fight-time" }]],
  strike: ["(significant|sig) (strike|striking)|striking"],
  defence: ["defence|defense"],
  /** Ratios and rates of which more is better. */
  rate: [
    ["knockdowns per fight", { metric: "knockdowns-per-fight" }],
    ["takedowns [landed] per fight", { metric: "takedowns-per-fight" }],
    ["takedown attempts per fight", { metric: "takedown-attempts-per-fight" }],
    [
      "(significant|sig) strike (margin|differential) per fight|strike differential",
      { metric: "sig-strike-margin-per-fight" }
    ],
    ["head (strike|striking) accuracy", { metric: "head-strike-accuracy" }],
    ["body (strike|striking) accuracy", { metric: "body-strike-accuracy" }],
    ["leg (strike|striking) accuracy", { metric: "leg-strike-accuracy" }],
    ["total (strike|striking) accuracy", { metric: "total-strike-accuracy" }],
    ["(win|winning) (rate|percentage)", { metric: "win-rate" }],
    ["(finish|finishing) (rate|percentage)", { metric: "finish-rate" }],
    ["<strike> accuracy", { metric: "sig-strike-accuracy" }],
    ["<strike> <defence>", { metric: "sig-strike-defence" }],
    ["takedown (accuracy|percentage|success rate)|td accuracy", { metric: "takedown-accuracy" }],
    ["(takedown|td) <defence>|tdd", { metric: "takedown-defence" }],
    ["control share", { metric: "control-share" }],
    ["(significant|sig) strikes [landed] per minute|slpm", { metric: "sig-strikes-per-minute" }],
    ["(significant|sig) strikes [landed] per fight", { metric: "sig-strikes-per-fight" }],
    ["takedowns [landed] per (15|fifteen) minutes|takedown average", { metric: "takedowns-per-15-minutes" }],
    [
      "submission attempts per (15|fifteen) minutes|submission average",
      { metric: "submission-attempts-per-15-minutes" }
    ]
  ],
  absorbed: [
    [
      "(significant|sig) strikes absorbed per minute|absorbed (significant|sig) strikes per minute|sapm",
      { metric: "sig-strikes-taken-per-minute" }
    ],
    [
      "(significant|sig) strikes absorbed per fight|absorbed (significant|sig) strikes per fight",
      { metric: "sig-strikes-taken-per-fight" }
    ]
  ],
  topic: [
    ["striking|[striking] stats|stand up", { topic: "striking" }],
    ["grappling|wrestling|ground game", { topic: "grappling" }]
  ],
  /** Figures of fights, whoever fought them. */
  trend: [
    ["[ufc] (fights|bouts)", { trend: "fights" }],
    ["(finish|finishing|stoppage) (rate|percentage)", { trend: "finish-rate" }],
    ["finishes|stoppages", { trend: "finishes" }],
    ["(ko|knockout|ko tko) (rate|percentage)", { trend: "ko-tko-rate" }],
    ["submission (rate|percentage)", { trend: "submission-rate" }],
    ["decision (rate|percentage)", { trend: "decision-rate" }],
    ["title (fights|bouts)", { trend: "title-fights" }],
    ["draws", { trend: "draws" }],
    ["no contests", { trend: "no-contests" }],
    ["average fight (time|length|duration)", { trend: "average-fight-time" }],
    ["(significant|sig) strikes [landed] per minute", { trend: "sig-strikes-per-minute" }],
    ["(significant|sig) strikes [landed] per fight", { trend: "sig-strikes-per-fight" }],
    ["<strike> accuracy", { trend: "sig-strike-accuracy" }],
    ["knockdowns per fight", { trend: "knockdowns-per-fight" }],
    ["takedowns [landed] per fight", { trend: "takedowns-per-fight" }],
    ["takedown accuracy", { trend: "takedown-accuracy" }],
    ["submission attempts per fight", { trend: "submission-attempts-per-fight" }]
  ],
  byGroup: [
    ["(by|per|each|every|for each|over the) (year|years)|over time|through the years|year by year", { by: "year" }],
    ["(by|per|for each|in each|across) [weight] (class|division|classes|divisions)", { by: "weightClass" }]
  ],
  byFight: [["(fight by fight|by fight|per fight over time|in each fight)", { by: "fight" }]],
  record: [
    ["fastest [ufc] (finish|win|stoppage)|(quickest|shortest) [ufc] (finish|win|fight)", { record: "fastest-finish" }],
    ["(fastest|quickest) [ufc] (knockout|ko)", { record: "fastest-finish", method: "KO/TKO" }],
    ["(fastest|quickest) [ufc] submission", { record: "fastest-finish", method: "SUB" }],
    ["longest [ufc] (fight|bout)", { record: "longest-fight" }],
    ["youngest [ufc] (winner|fighter to win)", { record: "youngest-winner" }],
    ["oldest [ufc] (winner|fighter to win)", { record: "oldest-winner" }],
    ["most knockdowns <oneFight>", { record: "knockdowns" }],
    ["most (significant|sig) strikes [landed] <oneFight>", { record: "sig-strikes" }],
    ["most [total] strikes [landed] <oneFight>", { record: "total-strikes" }],
    ["most takedowns [landed] <oneFight>", { record: "takedowns" }],
    ["most submission attempts <oneFight>", { record: "submission-attempts" }],
    ["most control time <oneFight>", { record: "control-time" }]
  ],
  oneFight: ["in (a|one|a single) [ufc] (fight|bout)"],
  fewest: [["fewest|least", { order: "lowest" }]],
  lowest: [["lowest|worst", { order: "lowest" }]],
  measure: [
    ["[ufc|win loss|w l] record|w l|w l d|win loss|win loss draw|wins and losses|wins losses", { measure: "record" }],
    ["height", { measure: "heightCm" }],
    ["reach", { measure: "reachCm" }],
    ["weight", { measure: "weightKg" }],
    ["age", { measure: "age" }],
    ["[fighting] stance", { measure: "stance" }],
    ["weight class|division", { measure: "division" }],
    ["nickname", { measure: "nickname" }]
  ],
  figure: ["<measure>|<rate>|<absorbed>|<streak>|<time>|<averageTime>|<actionCount>|number of <counted>"],
  /** Figures that some of the fights may be asked for. */
  scoped: ["<rate>|<absorbed>|<time>|<averageTime>|<counted>|<topic>"],
  accurate: [["with [significant] strikes|in striking|on the feet|as a striker", { metric: "sig-strike-accuracy" }]],
  accurateNoun: [
    ["striking|strikes|significant strikes", { metric: "sig-strike-accuracy" }],
    ["takedowns|wrestling", { metric: "takedown-accuracy" }]
  ],
  perMinute: [
    [
      "strikes per minute <does> <fighter> land|strikes <does> <fighter> land per minute",
      { metric: "sig-strikes-per-minute" }
    ]
  ]
}
