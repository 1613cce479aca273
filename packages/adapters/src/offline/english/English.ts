import type { Grammar } from "../grammar/Reader.ts"
import { questions } from "./EnglishQuestions.ts"
import { lexicon, rules } from "./EnglishRules.ts"

/** Questions in English. */
export const english: Grammar = {
  lexicon,
  rules: {
    ...rules,
    asking: [
      "(can|could|would|will) you [please] (tell|show|give|list) [me|us]",
      "[please] (tell|show|give) me [the list of]|show|list",
      "(i want|i would like|i need) to (know|see)",
      "do you know|i wonder"
    ]
  },
  opening: ["(hey|hi|hello|ok|okay|so|please) [please] [<asking>]", "<asking>"],
  closing: ["please|thanks|thank you|in the data"],
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
