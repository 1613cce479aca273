import type { Grammar } from "../grammar/Reader.ts"
import { questions } from "./EnglishQuestions.ts"
import { lexicon, rules } from "./EnglishRules.ts"

/** Questions in English. */
export const english: Grammar = {
  lexicon,
  rules: {
    ...rules,
    asking: [
      "(can|could|would) you [please] (tell|show|give|list) [me|us]",
      "[please] (tell|show|give) me [the list of]|show|list",
      "(i want to|i would like to|i need to|i wanna) (know|see)",
      "do you know|i wonder|i was wondering|just wondering|remind me|any idea|quick question",
      "what about|how about"
    ],
    greeting: [
      "hey|hi|hello|yo|ok|okay|so|and|also|well|please|pls|bro|dude|mate|man|there|btw|by the way|um|hmm|oh|thanks"
    ],
    farewell: [
      "please|pls|plz|thanks|thank you|thx|ty|cheers|bro|dude|mate|man|buddy|lol|btw|by the way|then|again",
      "in the data|do you know"
    ]
  },
  opening: ["<greeting> [<greeting>] [<greeting>] [<asking>]", "<asking>"],
  closing: ["<farewell> [<farewell>] [<farewell>]"],
  pronoun: /\b(?:he|she|him|(?:that|this) fighter|(his|her))\b/i,
  questions,
  beyond: [
    ["Purses and pay are not in the data.", ["purse", "purses", "salary", "pay", "paid", "earn", "earned", "money"]],
    ["Odds and bets are not in the data.", ["odds", "bet", "bets", "betting", "favorite", "favourite", "underdog"]],
    ["Injuries and suspensions are not in the data.", ["injury", "injuries", "injured", "suspended", "suspension"]],
    ["Bonuses are not recorded for all fights, so I do not count them.", ["bonus", "bonuses"]],
    ["I do not predict: only what has happened is in the data.", ["will", "would", "predict", "prediction"]],
    [
      "Only fights of the UFC are in the data.",
      ["bellator", "pride", "pfl", "lfa", "strikeforce", "wec", "invicta", "rizin", "ksw", "boxing"]
    ]
  ]
}
