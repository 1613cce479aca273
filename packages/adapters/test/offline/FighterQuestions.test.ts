import { it } from "@effect/vitest"
import { type Case, isAnswered } from "./Desk.ts"
import { founded } from "./League.ts"

const answers: ReadonlyArray<Case> = [
  // Records: a no contest is neither won nor lost, and a disqualification is won.
  ["How many fights has Ada Stone won?", "resolve metric", "Ada Stone has 2 wins from 3 fights in the data."],
  [
    "What is Ada Stone's record?",
    "resolve fighterProfile",
    "The record of Ada Stone is 2-0-0 (1 NC) in the data (wins-losses-draws)."
  ],
  [
    "please show me Ada Stone's record, thanks!",
    "resolve fighterProfile",
    "The record of Ada Stone is 2-0-0 (1 NC) in the data (wins-losses-draws)."
  ],
  ["How many fights has Won Lee won?", "resolve metric", "Won Lee has 1 win from 1 fight in the data."],
  ["How many fights has Grant Lawson won?", "resolve metric", "Grant Lawson has no wins from 3 fights in the data."],
  ["How many losses does Grant Lawson have?", "resolve metric", "Grant Lawson has 2 losses from 3 fights in the data."],
  ["How many draws does Max Holt have?", "resolve metric", "Max Holt has 1 draw from 3 fights in the data."],
  [
    "How many no contests does Ada Stone have?",
    "resolve metric",
    "Ada Stone has 1 no contest from 3 fights in the data."
  ],
  ["How many KO wins does Max Holt have?", "resolve metric", "Max Holt has 1 KO/TKO win from 3 fights in the data."],
  ["How many title fights has Ada Stone won?", "resolve fights", "Ada Stone has 2 title fight wins in the data."],
  [
    "How many title fights has Max Holt had?",
    "resolve metric",
    "Max Holt has 1 title fight from 3 fights in the data."
  ],
  ["How many fights has Nina Vos won?", "resolve metric", "Nina Vos has no completed fight in the data."],
  ["Nina Vos record", "resolve fighterProfile", "Nina Vos has no completed fight in the data."],
  ["Is Ada Stone undefeated?", "resolve fights", "Ada Stone has no losses in the data."],
  ["How many fights did Ada Stone win in 2023?", "resolve fights", "Ada Stone has 1 win in 2023 in the data."],
  ["How many fights did Ada Stone win last year?", "resolve fights", "Ada Stone has no wins in 2024 in the data."],
  [
    "How many fights has Max Holt won at lightweight since 2024?",
    "resolve fights",
    "Max Holt has 1 win at Lightweight since 2024 in the data."
  ],

  // Names: nicknames with and without their article, accents, apostrophes, misspellings, lost apostrophes.
  [
    "the anvil's record",
    "resolve fighterProfile",
    "The record of Ada Stone is 2-0-0 (1 NC) in the data (wins-losses-draws)."
  ],
  [
    "Anvil record",
    "resolve fighterProfile",
    "The record of Ada Stone is 2-0-0 (1 NC) in the data (wins-losses-draws)."
  ],
  ["Jose Nunez record", "resolve fighterProfile", "The record of José Núñez is 0-1-0 in the data (wins-losses-draws)."],
  [
    "Cole OHara’s record",
    "resolve fighterProfile",
    "The record of Cole O'Hara is 0-0-0 (1 NC) in the data (wins-losses-draws)."
  ],
  [
    "Ada Stonne record",
    "resolve fighterProfile",
    'I took "Ada Stonne" to mean Ada Stone. The record of Ada Stone is 2-0-0 (1 NC) in the data (wins-losses-draws).'
  ],
  [
    "Lawsons record",
    "resolve resolve fighterProfile",
    "The record of Grant Lawson is 0-2-1 in the data (wins-losses-draws)."
  ],
  ["Zed Nobody record", "resolve abstain", 'There is no fighter called "Zed Nobody" in the data.'],

  // Measures and statistics, told with what they rest on.
  ["How tall is Ada Stone?", "resolve fighterProfile", `The height of Ada Stone is 177.8 cm (5'10").`],
  ["what's Ada Stone's reach", "resolve fighterProfile", "The reach of Ada Stone is 182.9 cm (72 in)."],
  ["How much does Ada Stone weigh?", "resolve fighterProfile", "The weight of Ada Stone is 70.3 kg (155 lb)."],
  ["How old is Ada Stone?", "resolve fighterProfile", "The age of Ada Stone is 34 years."],
  ["What stance does Ada Stone fight out of?", "resolve fighterProfile", "The stance of Ada Stone is Orthodox."],
  ["What is Bea Marsh's reach?", "resolve fighterProfile", "The reach of Bea Marsh is not in the data."],
  ["How old is Bea Marsh?", "resolve fighterProfile", "The age of Bea Marsh is not in the data."],
  [
    "What is Ada Stone's takedown accuracy?",
    "resolve metric",
    "Ada Stone has a takedown accuracy of 60.0% in the data (statistics for 2 of 3 fights)."
  ],
  [
    "How many significant strikes has Max Holt landed?",
    "resolve metric",
    "Max Holt has 75 significant strikes in the data (statistics for 2 of 3 fights)."
  ],
  [
    "What is Won Lee's takedown accuracy?",
    "resolve metric",
    "Takedown accuracy of Won Lee: not known. Statistics in the data cover 0 of 1 fights."
  ],
  [
    "What weight class does Won Lee fight in?",
    "resolve fights",
    "The latest fight of Won Lee in the data was at Middleweight, on 2024-05-11."
  ],

  // Histories.
  [
    "last 2 fights of Ada Stone",
    "resolve fights",
    `The latest 2 fights of Ada Stone in the data:

- Ada Stone beat Max Holt by KO/TKO (Kick) in round 4 at 1:01 in a title fight (Lightweight) at UFC Fight Night: Stone vs. Holt on 2025-01-18
- Ada Stone had a no contest with Cole O'Hara by Overturned in round 1 at 3:00 at UFC 10: Holt vs. Lawson on 2024-05-11`
  ],
  [
    "Who did Ada Stone fight last?",
    "resolve fights",
    "The latest fight of Ada Stone in the data: Ada Stone beat Max Holt by KO/TKO (Kick) in round 4 at 1:01 in a title fight (Lightweight) at UFC Fight Night: Stone vs. Holt on 2025-01-18."
  ],
  [
    "When did Bea Marsh last lose?",
    "resolve fights",
    "The latest loss of Bea Marsh in the data: Bea Marsh lost to Ada Stone by SUB (Armbar) in round 2 at 1:15 in a title fight (Lightweight) at UFC 1: Stone vs. Marsh on 2023-03-04."
  ],
  [
    "When did Grant Lawson debut?",
    "resolve fights",
    "The first fight of Grant Lawson in the data: Grant Lawson drew with Max Holt by M-DEC in round 3 at 5:00 at UFC 1: Stone vs. Marsh on 2023-03-04."
  ],
  [
    "Who knocked out Grant Lawson?",
    "resolve fights",
    "Grant Lawson lost to Max Holt by TKO - Doctor's Stoppage in round 2 at 2:30 at UFC 10: Holt vs. Lawson on 2024-05-11."
  ],
  ["Has Ada Stone ever lost?", "resolve fights", "No: Ada Stone has no losses in the data."],
  [
    "Did Ada Stone fight at UFC 10?",
    "event resolve fights",
    "Ada Stone had a no contest with Cole O'Hara by Overturned in round 1 at 3:00 at UFC 10: Holt vs. Lawson on 2024-05-11."
  ],
  [
    "Did Bea Marsh fight at UFC 10?",
    "event resolve fights",
    "Bea Marsh has no completed fight at UFC 10: Holt vs. Lawson in the data."
  ],

  // Head to head.
  [
    "Max Holt vs. Grant Lawson",
    "resolve resolve headToHead",
    `Max Holt and Grant Lawson have fought each other twice in the data. Max Holt won 1, Grant Lawson won none and 1 drawn.

1. Max Holt beat Grant Lawson by TKO - Doctor's Stoppage in round 2 at 2:30 at UFC 10: Holt vs. Lawson on 2024-05-11.
2. Max Holt drew with Grant Lawson by M-DEC in round 3 at 5:00 at UFC 1: Stone vs. Marsh on 2023-03-04.`
  ],
  [
    "Who won between Ada Stone and Bea Marsh?",
    "resolve resolve headToHead",
    "Ada Stone and Bea Marsh have fought each other once in the data: Ada Stone beat Bea Marsh by SUB (Armbar) in round 2 at 1:15 in a title fight (Lightweight) at UFC 1: Stone vs. Marsh on 2023-03-04. They are to meet at UFC 30: Stone vs. Marsh 2 on 2025-09-06."
  ],
  [
    "Have Ada Stone and Won Lee ever fought?",
    "resolve resolve headToHead",
    "No completed fight of Ada Stone and Won Lee against each other is in the data."
  ],
  [
    "Who has more knockdowns, Ada Stone or Max Holt?",
    "resolve resolve compare",
    "They are equal. Ada Stone has 2 knockdowns (statistics for 2 of 3 fights). Max Holt has 2 knockdowns (statistics for 2 of 3 fights)."
  ]
]

it.effect.each(answers)("%s", isAnswered(founded))
