import { assert, it } from "@effect/vitest"
import { english } from "../../src/offline/english/English.ts"
import { type IntentName, readerOf } from "../../src/offline/grammar/Reader.ts"
import type { Slots } from "../../src/offline/grammar/Slots.ts"

const { question: read } = readerOf(english)

const ada = { fighter: "Ada Stone" }
const both = { fighter: "Ada Stone", other: "Max Holt" }

/** Ways to put a question that must all mean the same. */
const meanings: ReadonlyArray<readonly [name: IntentName, slots: Slots, questions: ReadonlyArray<string>]> = [
  [
    "figure",
    { ...ada, metric: "wins" },
    [
      "How many fights has Ada Stone won?",
      "how many fights did Ada Stone win",
      "How many wins does Ada Stone have in the UFC?",
      "How many times has Ada Stone won in her career?",
      "tell me how many fights Ada Stone has won"
    ]
  ],
  [
    "figure",
    { ...ada, measure: "record" },
    [
      "Ada Stone record",
      "What's Ada Stone's UFC record?",
      "the record of Ada Stone",
      "please show me Ada Stone's record"
    ]
  ],
  ["figure", { ...ada, metric: "sig-strikes-per-minute" }, ["Ada Stone's SLpM", "Ada Stone sig strikes per minute"]],
  [
    "bouts",
    { ...ada, bouts: "latest" },
    [
      "Ada Stone's last fight",
      "whats Ada Stone last fight",
      "and what about Ada Stone's last fight",
      "How did Ada Stone lose her last fight?",
      "When was Ada Stone's most recent fight?",
      "Ada Stone last fight result",
      "What is the result of the last fight of Ada Stone?",
      "When did Ada Stone last fight?",
      "When was the last time Ada Stone fought?"
    ]
  ],
  // Whoever is spoken of next may be the opponent.
  [
    "bouts",
    { ...ada, bouts: "opponent" },
    ["Who did Ada Stone fight last?", "Who was Ada Stone's last opponent?", "who did Ada Stone last fight"]
  ],
  [
    "bouts",
    { ...ada, bouts: "list", result: "WIN" },
    ["Who has Ada Stone beaten?", "Who did Ada Stone beat?", "Who lost to Ada Stone?", "Ada Stone's wins"]
  ],
  [
    "bouts",
    { ...ada, bouts: "list", result: "LOSS" },
    ["Who beat Ada Stone?", "Who has beaten Ada Stone?", "Who has Ada Stone lost to?", "Is Ada Stone undefeated?"]
  ],
  [
    "bouts",
    { ...ada, bouts: "list", result: "LOSS", method: "KO/TKO" },
    ["Who knocked out Ada Stone?", "Ada Stone's losses by KO"]
  ],
  [
    "meetings",
    both,
    [
      "Ada Stone vs Max Holt",
      "Ada Stone v. Max Holt: who won?",
      "Did Ada Stone beat Max Holt?",
      "Have Ada Stone and Max Holt ever fought each other?",
      "Who won between Ada Stone and Max Holt?",
      "How did Ada Stone lose to Max Holt?",
      "How many times have Ada Stone and Max Holt fought?"
    ]
  ],
  [
    "comparison",
    { ...both, metric: "wins" },
    ["Who has more wins, Ada Stone or Max Holt?", "Who won more fights, Ada Stone or Max Holt?"]
  ],
  [
    "comparison",
    { ...both, measure: "heightCm" },
    ["Who is taller, Ada Stone or Max Holt?", "Is Ada Stone taller than Max Holt?"]
  ],
  [
    "card",
    { event: "UFC 302", card: "main" },
    [
      "Who won the main event of UFC 302?",
      "Who won UFC 302's main event?",
      "What was the main event of UFC 302?",
      "Who headlined UFC 302?",
      "who fought in UFC302's main event"
    ]
  ],
  [
    "card",
    { event: "UFC 302", card: "results" },
    ["UFC 302 results", "Who won UFC 302?", "What happened at UFC 302?", "UFC302", "Show me the full card of UFC 302"]
  ],
  [
    "card",
    { when: "last", card: "results" },
    ["What happened at the last event?", "the results of the latest UFC event"]
  ],
  [
    "card",
    { event: "Noche UFC: Lopes vs. Silva", card: "results" },
    ["Noche UFC: Lopes vs. Silva results", "who won Noche UFC: Lopes vs. Silva?"]
  ],
  [
    "card",
    { event: "The Ultimate Fighter: Team Jones vs. Team Sonnen Finale", card: "main" },
    ["Who won the main event of The Ultimate Fighter: Team Jones vs. Team Sonnen Finale?"]
  ],
  [
    "card",
    { event: "UFC 47: It's On", card: "main" },
    ["UFC 47: It's On! main event", "who headlined UFC 47: It's On"]
  ],
  ["champion", { weightClass: "lightweight" }, ["whos the LW champ", "Who's the champ at lightweight?"]],
  ["rankings", { weightClass: "mens-pound-for-pound" }, ["p4p", "mens p4p list", "pound for pound rankings"]],
  ["upcoming", {}, ["whens the next ufc", "next ppv", "when is the next UFC event?"]],
  [
    "champion",
    { weightClass: "womens-bantamweight" },
    [
      "Who is the women's bantamweight champion?",
      "Who is the current UFC women’s bantamweight champ right now?",
      "who holds the womens bantamweight belt"
    ]
  ],
  [
    "rankings",
    { weightClass: "light-heavyweight", rank: 3 },
    ["Who is ranked #3 at light heavyweight?", "Who is the number three light heavyweight contender?"]
  ],
  [
    "leaders",
    { metric: "ko-tko-wins", weightClass: "heavyweight" },
    [
      "Who has the most KO wins at heavyweight?",
      "Which heavyweight has the most knockouts?",
      "Who has the most knockouts in heavyweight history?",
      "most KOs in the UFC heavyweight division"
    ]
  ],
  [
    "leaders",
    { metric: "wins", firstYear: 2018, lastYear: 2020, limit: 5 },
    ["top 5 fighters by wins from 2018 to 2020", "the top five with the most wins between 2018 and 2020"]
  ],
  [
    "events",
    { place: "Las Vegas", year: 2024 },
    ["How many events were there in Las Vegas in 2024?", "UFC events in 2024 in Las Vegas"]
  ],
  [
    "prediction",
    both,
    [
      "Ada Stone vs Max Holt prediction",
      "Who will win, Ada Stone or Max Holt?",
      "predict Ada Stone vs Max Holt",
      "who wins Ada Stone vs Max Holt?"
    ]
  ],
  [
    "records",
    { record: "sig-strikes" },
    ["Who has the most significant strikes in a fight?", "most sig strikes landed in a single fight"]
  ],
  ["leaders", { metric: "takedown-accuracy", order: "lowest" }, ["Who has the lowest takedown accuracy?"]],
  ["leaders", { metric: "losses", order: "lowest" }, ["Who has the least losses?", "Who has the fewest losses?"]],
  [
    "bouts",
    { ...ada, bouts: "record", weightClass: "lightweight" },
    ["Ada Stone's record at lightweight", "what is Ada Stone's record at lightweight"]
  ],
  ["figure", { ...ada, metric: "takedowns", year: 2024 }, ["How many takedowns did Ada Stone land in 2024?"]],
  ["against", { ...both, metric: "takedowns" }, ["How many takedowns did Ada Stone land against Max Holt?"]],
  [
    "fights",
    { result: "DRAW", year: 2023 },
    ["list all draws of 2023", "all draws in 2023", "how many draws were there in 2023"]
  ],
  [
    "rankings",
    { rank: 1, weightClass: "mens-pound-for-pound" },
    ["who is the number one pound for pound", "pound for pound number one"]
  ],
  ["series", { trend: "finish-rate", by: "year", weightClass: "lightweight" }, ["finish rate by year at lightweight"]],
  ["series", { trend: "fights", by: "year" }, ["how many fights were there per year?"]],
  ["definition", { metric: "takedown-defence" }, ["what is takedown defence?", "what does takedown defense mean"]],
  [
    "upcoming",
    {},
    ["When is the next UFC event?", "What is the next event?", "upcoming events", "when is the next UFC"]
  ]
]

it.each(meanings.flatMap(([name, slots, questions]) => questions.map((question) => ({ name, question, slots }))))(
  "$question",
  ({ name, question, slots }) => {
    assert.deepStrictEqual(read(question), { name, slots })
  }
)

/** Questions that differ from one above by a word that changes what is asked. */
it.each([
  "How many fights has Ada Stone won outside the UFC?",
  "How many fights has Ada Stone won by split decision?",
  "How many fights has Ada Stone won against southpaws?",
  "How many rounds has Ada Stone won?",
  "Ada Stone's amateur record",
  "Ada Stone's record since her comeback",
  "Who would Ada Stone beat?",
  "Who could have beaten Ada Stone?",
  "Who should have won, Ada Stone or Max Holt?",
  "Ada Stone vs Max Holt odds",
  "Who won the second main event of UFC 302?",
  "Who won the co-main event of UFC 302?",
  "Who will win the main event of UFC 302?",
  "Who was the lightweight champion in 2019?",
  "Who is the youngest lightweight champion?",
  "Who is the interim lightweight champion?",
  "Who has the most wins at UFC 300?",
  "Who has the most wins per year?",
  "Who has the most wins among Brazilians?",
  "Who has the second most wins?",
  "Who is the best striker at lightweight?",
  "Who has the most wins in the 2010s?",
  "Who has the most wins in the last five years?",
  "How many events will there be in 2027?",
  "When is Ada Stone's next fight?"
])("is not read: %s", (question) => {
  assert.isNull(read(question))
})
