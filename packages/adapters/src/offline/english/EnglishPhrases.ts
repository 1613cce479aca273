import { cell, isTabled, itemised } from "../Phrase.ts"
import type { EventPhrases, PhraseBook, Row, SubjectPhrases } from "../PhraseBook.ts"
import { englishBouts } from "./EnglishBouts.ts"
import { englishComparison, englishFigures } from "./EnglishFigures.ts"
import { englishLeaders } from "./EnglishLeaders.ts"
import { counted, inData, kilograms, periodText } from "./EnglishWords.ts"

const subject: SubjectPhrases = {
  took: (text, name) => `I took "${text}" to mean ${name}. `,
  nobody: (text, sampleOnly) => `There is no fighter called "${text}" ${inData(sampleOnly)}.`,
  perhaps: (names) => `Do you mean ${names.join(" or ")}?`,
  several: " may be several fighters ",
  which: (sampleOnly) => `${inData(sampleOnly)}. Which one do you mean?`,
  candidate: ({ lastFight, name, nickname, record, weightKg }) =>
    [
      `${name}${nickname === null ? "" : ` "${nickname}"`}: record ${record}`,
      ...(typeof weightKg === "number" ? [kilograms(weightKg)] : []),
      lastFight === null ? "no fight" : `last fight ${lastFight}`
    ].join(", "),
  more: "There are more; a first name or a nickname tells them apart.",
  same: (name) => `Those are two names of one fighter, ${name}.`,
  noPair: (text) => `I cannot tell which two fighters "${text}" names. An "and" between them would help.`
}

const ways = {
  "KO/TKO": "ended by KO/TKO",
  SUB: "ended by submission",
  DEC: "went to a decision",
  DQ: "ended by disqualification",
  OTHER: "ended otherwise"
} as const

const line = ({ date, event, location }: Row): string =>
  `${[event, date].map(cell).join(" on ")}${location === null ? "" : ` in ${cell(location)}`}`

const event: EventPhrases = {
  when: ({ date, location, name, status }) => {
    const state = status === "completed" ? "took place" : `is ${status}`
    return `${name} ${state} on ${date ?? "a day that is not known"} in ${location ?? "a place that is not known"}.`
  },
  noCard: (line, sampleOnly) => `${line} No fight of its card is ${inData(sampleOnly)}.`,
  noDay: (event) => `The day of ${event} is not known.`,
  main: (event, fight) => `Main event of ${event}: ${fight}.`,
  noMain: (event, sampleOnly) => `Which fight was the main event of ${event} is not ${inData(sampleOnly)}.`,
  cardGist: (main, fights) =>
    `${main === null ? "" : `Main event: ${main}. `}The card has ${counted(fights, "fight")}.`,
  count: (event, { method, titleFightsOnly }, amount, of, sampleOnly) =>
    method === undefined
      ? `${event} has ${counted(amount, titleFightsOnly === undefined ? "fight" : "title fight")} ${inData(sampleOnly)}.`
      : `At ${event}, ${amount === 0 ? "none" : amount} of ${counted(of, "fight")} ${ways[method]}.`,
  // Places are known by city, region and country alone; what is not found under a name may have taken place there.
  noCompleted: (place, period, sampleOnly) =>
    place === undefined
      ? `There is no completed event${periodText(period)} ${inData(sampleOnly)}.`
      : `No completed event${periodText(period)} ${inData(sampleOnly)} names "${place}" as its city, region or country.`,
  completed: (place, period, sampleOnly, total, { gist, rows }) => {
    const scope = `${place === undefined ? "" : ` in ${place}`}${periodText(period)} ${inData(sampleOnly)}`
    if (total !== null) return `Completed events${scope}: ${counted(total, "event")}.${itemised(rows, gist)}`
    return `The latest completed events${scope}${isTabled(rows) ? "." : ":"}${itemised(rows, gist)}`
  },
  line,
  latest: (line) => `The latest: ${line}.`,
  noUpcoming: (sampleOnly) => `No upcoming event is ${inData(sampleOnly)}.`,
  next: (line, sampleOnly) => `The next event ${inData(sampleOnly)} is ${line}.`,
  status: (row, sampleOnly) => {
    const sample = sampleOnly ? " This is a sample; the whole history has not been loaded." : ""
    const events = `${counted(Number(row["events"]), "event")}, ${row["upcomingEvents"]} of them still to come`
    const fights = `${counted(Number(row["fights"]), "completed fight")}, ${row["fightsWithStatistics"]} of them with statistics`
    return `The data holds ${events}. The completed ones are from ${row["firstEvent"]} to ${row["lastEvent"]}, with ${fights}. ${counted(Number(row["fighters"]), "fighter")} are known.${sample}`
  },
  noData: "There is no completed event in the data yet."
}

/** Without numbers: those of an answer are traced to what tools gave. */
const examples = [
  "How many fights has Islam Makhachev won?",
  "Who has Islam Makhachev beaten?",
  "Who has the most knockdowns at lightweight?"
]

/** What is said in English. */
export const englishPhrases: PhraseBook = {
  subject,
  figure: englishFigures,
  bout: englishBouts,
  comparison: englishComparison,
  event,
  leader: englishLeaders,
  failure: ({ message }) => message,
  notUnderstood: "I did not understand the question well enough to answer it.",
  offer: `I am the built-in analyst: I answer set kinds of questions about UFC fighters, fights, events, rankings and records.\n\nYou can ask, for example:\n${examples.map((example) => `- ${example}`).join("\n")}`,
  unable: "I cannot look this up here."
}
