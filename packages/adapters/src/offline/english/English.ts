import type { Grammar } from "../grammar/Reader.ts"
import { wordsOf } from "../grammar/Word.ts"
import { fragments, questions } from "./EnglishQuestions.ts"
import { lexicon, rules } from "./EnglishRules.ts"

/** Commas are passed over; in a list of names to compare they say where one ends. */
const separated = (question: string): string =>
  /^\W*compare\b/i.test(question) ? question.replace(/\s*,\s*(?:and\s+)?/gi, " and ") : question

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
      "in the data|do you know|rn"
    ]
  },
  opening: ["<greeting> [<greeting>] [<greeting>] [<asking>]", "<asking>"],
  closing: ["<farewell> [<farewell>] [<farewell>]"],
  questions,
  fragments,
  words: (question) => wordsOf(separated(question), lexicon.contractions),
  beyond: [
    ["Purses and pay are not in the data.", ["purse", "purses", "salary", "pay", "paid", "earn", "earned", "money"]],
    ["Odds and bets are not in the data.", ["odds", "bet", "bets", "betting", "favorite", "favourite", "underdog"]],
    ["Injuries and suspensions are not in the data.", ["injury", "injuries", "injured", "suspended", "suspension"]],
    ["Bonuses are not recorded for all fights, so I do not count them.", ["bonus", "bonuses"]],
    [
      "What has not happened yet is not in the data; of two fighters I can tell what their ratings say.",
      ["will", "would", "predict", "prediction"]
    ],
    ["Which fights are prelims is not in the data.", ["prelims", "prelim", "preliminary", "undercard"]],
    [
      "Private lives, interviews and social media are not in the data.",
      ["married", "wife", "husband", "girlfriend", "instagram", "followers", "twitter", "interview", "press", "said"]
    ],
    ["Title defences are not recorded as such; title fights and title fight wins are.", ["defences", "defenses"]],
    [
      "Only fights of the UFC are in the data.",
      ["bellator", "pride", "pfl", "lfa", "strikeforce", "wec", "invicta", "rizin", "ksw", "boxing"]
    ]
  ]
}
