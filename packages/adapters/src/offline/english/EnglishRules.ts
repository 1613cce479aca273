import { monthNames } from "@mma-savant/core/IsoDate"
import type { Form } from "../grammar/Pattern.ts"
import type { Lexicon } from "../grammar/Terminals.ts"
import { figures } from "./EnglishFigureRules.ts"

export const lexicon: Lexicon = {
  notInNames: new Set(
    `a about absorb absorbed accuracy after against age ago all also and are as at average be beat beaten beats been
    before belt belts best better between both bout bouts but by can card career champ champion champions champs class
    compare could
    current decision defeat defeated did division does during each ever every favorite favourite fewest fight
    fights for fought from future goat greatest had has have he height her highest him his history how if is it
    knocked last latest least lose loses losing loss losses lost lowest main many more most much my next not
    odds of on or over past per predict prediction purse ranked ranking rankings reach recent record result
    results salary she should since submitted than that their them there these they this those to unbeaten
    undefeated under us v versus vs was were what when where which who whom whose why win winning wins with
    without split unanimous majority southpaw southpaws orthodox referee referees rounds worth would year years you your taller tallest older oldest younger youngest heavier heaviest
    flyweight flyweights bantamweight bantamweights featherweight featherweights lightweight lightweights welterweight
    welterweights middleweight middleweights heavyweight heavyweights strawweight strawweights catchweight openweight`.split(
      /\s+/
    )
  ),
  inEventNames: new Set([
    "belts",
    "a",
    "and",
    "as",
    "at",
    "be",
    "can",
    "fight",
    "for",
    "it",
    "of",
    "on",
    "or",
    "to",
    "v",
    "versus",
    "vs"
  ]),
  eventNames: [
    "ufc",
    "noche ufc",
    "the ultimate fighter",
    "ultimate fighter",
    "tuf",
    "ufn",
    "ultimate ultimate",
    "ortiz vs shamrock 3"
  ],
  contractions: {
    whats: "what 's",
    whod: "who did",
    howd: "how did",
    gimme: "give me",
    whos: "who 's",
    whens: "when 's",
    wheres: "where 's",
    hows: "how 's",
    u: "you",
    ur: "your"
  },
  onlyFirst: new Set(["in", "the", "will", "top", "show", "number", "no"]),
  numbers: {
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    twelve: 12,
    fifteen: 15,
    twenty: 20,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    first: 1,
    second: 2,
    third: 3,
    fourth: 4,
    fifth: 5
  }
}

const women = "(women 's|women|womens|female)"

/** The phrases that patterns are made of. */
export const rules: Readonly<Record<string, ReadonlyArray<Form>>> = {
  ...figures,
  /** A name, or what stands for one. */
  fighter: [
    "<namedFighter>|[the] (number|no) <place10>",
    ["he|she|him|his|her|(that|this) (fighter|guy|man|woman)", { refer: "last" }]
  ],
  ofTwo: [["which [one] of (the two|them)|which of the (two|two fighters)|who of (the two|them)", { refer: "both" }]],
  is: ["is|are|was|were|'s"],
  has: ["has|have|had|'s got|has got|have got"],
  does: ["does|did|do"],
  his: ["his|her|their"],
  bout: ["[ufc] (fight|bout|match)"],
  bouts: ["[ufc] (fights|bouts|matches)"],
  versus: ["vs|versus|v|against"],
  title: [["title|championship", { titleFightsOnly: true }]],
  /** Everything in the data, which is what an answer covers when it names no time. */
  ever: ["ever|so far|in total|overall|all time|of all time|in [ufc] history|in the ufc|in <his> [ufc] career"],
  class: [
    ["(men 's|mens) (flyweight|flyweights)|flyweight|flyweights", { weightClass: "flyweight" }],
    ["[men 's|mens] (bantamweight|bantamweights)|bw", { weightClass: "bantamweight" }],
    ["[men 's|mens] (featherweight|featherweights)", { weightClass: "featherweight" }],
    ["lightweight|lightweights|lw", { weightClass: "lightweight" }],
    ["welterweight|welterweights|ww", { weightClass: "welterweight" }],
    ["middleweight|middleweights|mw", { weightClass: "middleweight" }],
    ["light (heavyweight|heavyweights)|lhw", { weightClass: "light-heavyweight" }],
    ["heavyweight|heavyweights|hw", { weightClass: "heavyweight" }],
    [`[${women}] (strawweight|strawweights)`, { weightClass: "womens-strawweight" }],
    [`${women} (flyweight|flyweights)`, { weightClass: "womens-flyweight" }],
    [`${women} (bantamweight|bantamweights)`, { weightClass: "womens-bantamweight" }],
    [`${women} (featherweight|featherweights)`, { weightClass: "womens-featherweight" }],
    ["catch weight|catchweight", { weightClass: "catch-weight" }],
    ["open weight|openweight", { weightClass: "open-weight" }]
  ],
  poundForPound: [
    ["[men 's|mens] (pound for pound|p4p)", { weightClass: "mens-pound-for-pound" }],
    [`${women} (pound for pound|p4p)`, { weightClass: "womens-pound-for-pound" }]
  ],
  list: ["<class>|<poundForPound>"],
  where: ["(at|in|among) [the] [ufc] <class> [division|class|fighters]", "in <class> history"],
  month: monthNames.map((name, at) => [name.toLowerCase(), { month: at + 1 }] as const),
  period: [
    "(in|during) [the year|<month> [of]] <year>",
    "since <firstYear>",
    "from <firstYear> (to|until|through) <lastYear>",
    "between <firstYear> and <lastYear>",
    "before <yearBefore>",
    "after <yearAfter>",
    ["[in|during] this year", { relativeYear: 0 }],
    ["[in|during] last year", { relativeYear: -1 }]
  ],
  latestFights: ["(in|over|during) [<his>] [the] (last|latest|past) <lastFights> (fights|bouts)"],
  /** Of one fighter's fights. */
  ownScope: ["<where> [<period>]", "<period> [<where>]", "<latestFights>"],
  scope: ["<where> [<period>]", "[in the ufc] <period> [<where>]", "<ever> [<where>]", "<where> <ever>"],
  method: [
    ["[a] (ko tko|ko or tko|ko|tko|knockout|technical knockout|knockouts|kos)", { method: "KO/TKO" }],
    ["[a] (submission|submissions|sub|subs)", { method: "SUB" }],
    ["[a] (decision|decisions)", { method: "DEC" }],
    ["[a] (disqualification|dq)", { method: "DQ" }]
  ],
  active: [["active", { activeOnly: true }]],
  nextEvent: [["[the] (next|upcoming) [ufc] (event|card|ppv)", { when: "next" }]],
  days: [
    ["this weekend", { when: "this-weekend" }],
    ["next weekend", { when: "next-weekend" }],
    ["(this|the) week", { when: "this-week" }],
    ["next week", { when: "next-week" }],
    ["today|tonight", { when: "today" }],
    ["tomorrow", { when: "tomorrow" }],
    ["this month", { when: "this-month" }],
    ["next month", { when: "next-month" }]
  ],
  pastDays: [
    ["yesterday|last night", { when: "yesterday" }],
    ["last weekend", { when: "last-weekend" }],
    ["last week", { when: "last-week" }]
  ],
  event: [
    "<namedEvent>",
    ["[the] (last|latest|most recent) [ufc] (event|card|ppv)|[the] last ufc", { when: "last" }],
    ["(that|this|the) (event|card)", { referEvent: true }]
  ],
  cardNoun: ["results|result|card|fight card|<bouts>"],
  now: ["now|right now|currently|today|at the moment|these days"],
  champion: ["champion|champ|title holder|titleholder|belt holder"],
  /** Kinds of fights, one and many, as a fighter's history is filtered by them. */
  kind: [
    "<bout>|<title> (fight|bout)",
    ["[<title>] [fight] (win|victory) [(by|via) <method>]|<method> win", { result: "WIN" }],
    ["[<title>] [fight] (loss|defeat) [(by|via) <method>]|<method> loss", { result: "LOSS" }],
    ["draw", { result: "DRAW" }],
    ["no contest|nc", { result: "NC" }]
  ],
  kinds: [
    "<bouts>|<title> (fights|bouts)",
    ["[<title>] [fight] (wins|victories) [(by|via) <method>]|<method> (wins|victories)", { result: "WIN" }],
    ["[<title>] [fight] (losses|defeats) [(by|via) <method>]|<method> (losses|defeats)", { result: "LOSS" }],
    ["draws", { result: "DRAW" }],
    ["no contests|ncs", { result: "NC" }]
  ],
  /** How a fight ended for the fighter who is spoken of, after "has" or "did". */
  ended: [
    ["(won|win) [(by|via) <method>]", { result: "WIN" }],
    ["(lost|lose) [(by|via) <method>]", { result: "LOSS" }],
    ["drawn|draw", { result: "DRAW" }],
    ["been (beaten|defeated)", { result: "LOSS" }],
    ["(been|get|gotten) (knocked out|koed|stopped by ko)", { result: "LOSS", method: "KO/TKO" }],
    ["(been|get|gotten) submitted", { result: "LOSS", method: "SUB" }],
    ["been disqualified", { result: "LOSS", method: "DQ" }],
    ["knocked out (somebody|someone|an opponent|opponents)", { result: "WIN", method: "KO/TKO" }],
    ["submitted (somebody|someone|an opponent|opponents)", { result: "WIN", method: "SUB" }]
  ],
  /** What the fighter who is spoken of did to an opponent. */
  faced: [
    "fought|fight|faced|face",
    ["beaten|beat|defeated|defeat", { result: "WIN" }],
    ["lost to|lose to", { result: "LOSS" }],
    ["knocked out|knock out|koed", { result: "WIN", method: "KO/TKO" }],
    ["submitted|submit", { result: "WIN", method: "SUB" }]
  ],
  who: ["who|(which|what) (fighter|fighters)|(which|what) <class> [fighter|fighters]"],
  minimum: ["(with at least|minimum|min) <atLeast> (fights|bouts)"],
  /** Fights of the league, as they ended. */
  leagueKinds: [
    ["draws|drawn fights", { result: "DRAW" }],
    ["no contests", { result: "NC" }],
    ["(disqualifications|dqs)|(fights|wins) by (disqualification|dq)", { method: "DQ" }],
    ["title (fights|bouts)|championship (fights|bouts)", { titleFightsOnly: true }]
  ],
  leagueYears: ["<period> [<where>]|<where> <period>"],
  leagueScope: ["<where> <period>|<period> [<where>]|of <year>|in the data|in ufc history"],
  /** Words that are in no name, and yet name a place. */
  location: ["<place>", ["[the] us", { place: "the US" }]],
  occasion: ["in <location> [<period>]", "<period> [in <location>]", "<ever>"]
}
