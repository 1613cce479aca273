import type { Ground, Question } from "./Question.ts"
import { bodies } from "./questions/Bodies.ts"
import { cards } from "./questions/Cards.ts"
import { comparisons } from "./questions/Comparisons.ts"
import { endings } from "./questions/Endings.ts"
import { forecasts } from "./questions/Forecasts.ts"
import { histories } from "./questions/Histories.ts"
import { leaders } from "./questions/Leaders.ts"
import { headToHeads } from "./questions/Meetings.ts"
import { namesakes } from "./questions/Namesakes.ts"
import { profiles } from "./questions/Profiles.ts"
import { sqlQueries } from "./questions/Queries.ts"
import { rankings } from "./questions/Rankings.ts"
import { records } from "./questions/Records.ts"
import { spellings } from "./questions/Spellings.ts"
import { statistics } from "./questions/Statistics.ts"
import { trends } from "./questions/Trends.ts"
import { unanswerable } from "./questions/Unanswerable.ts"
import { reworded } from "./Wordings.ts"

const templates = [
  profiles,
  bodies,
  spellings,
  histories,
  endings,
  headToHeads,
  comparisons,
  leaders,
  records,
  statistics,
  sqlQueries,
  cards,
  trends,
  rankings,
  forecasts,
  namesakes,
  unanswerable
]

/** All questions about these facts, no text twice; the same facts and seed give the same ones. */
export const questions = (ground: Ground): ReadonlyArray<Question> => {
  const asked = templates
    .flatMap((template) => template(ground))
    .filter((question) => question.expects === "abstain" || question.gold.fold(ground.world).length > 0)
  return [...new Map([...asked, ...reworded(asked)].map((question) => [question.text, question])).values()]
}
