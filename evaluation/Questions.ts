import type { Ground, Question } from "./Question.ts"
import { cards } from "./questions/Cards.ts"
import { histories } from "./questions/Histories.ts"
import { leaders } from "./questions/Leaders.ts"
import { headToHeads } from "./questions/Meetings.ts"
import { profiles } from "./questions/Profiles.ts"
import { rankings } from "./questions/Rankings.ts"
import { statistics } from "./questions/Statistics.ts"
import { trends } from "./questions/Trends.ts"
import { namesakes, unanswerable } from "./questions/Unanswerable.ts"

const templates = [
  profiles,
  histories,
  headToHeads,
  leaders,
  statistics,
  cards,
  trends,
  rankings,
  namesakes,
  unanswerable
]

/** All questions about these facts; the same facts and seed give the same ones. */
export const questions = (ground: Ground): ReadonlyArray<Question> => templates.flatMap((template) => template(ground))
