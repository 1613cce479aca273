import { DetailedMatchStats } from "@mma-savant/core/composition/DetailedMatchStats"
import { Comebacks, ExcitingMatches } from "@mma-savant/core/composition/RecentMatches"
import { MatchId } from "@mma-savant/core/Identity"
import { Match, MatchNotFound } from "@mma-savant/core/match/Match"
import { MatchResults } from "@mma-savant/core/match/MatchResults"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { problem, unavailable } from "../problem/Problem.ts"
import { provenance } from "../provenance/Provenance.ts"
import { limit } from "../request/Paging.ts"
import { route } from "../request/RoutePolicy.ts"
import { idParameter, wholeNumber } from "../request/WholeNumber.ts"

const notFound = problem(
  MatchNotFound,
  { status: 404, code: "MATCH_NOT_FOUND", title: "Not Found" },
  {
    tell: ({ id }) => ({ detail: `There is no bout with the id ${id}.`, subject: id }),
    revive: ({ subject }) => ({ _tag: "MatchNotFound" as const, id: Number(subject) })
  }
)

const id = { id: idParameter(MatchId) }

const mostDays = 365

/** How many days back from today, which counts; 30 when the client does not say. */
const days = Schema.optionalKey(wholeNumber(Schema.Int, mostDays))

const read = (summary: string) => route({ summary, access: "anyone", rate: "read" })

export class MatchApi extends HttpApiGroup.make("matches")
  .add(
    HttpApiEndpoint.get("exciting", "/exciting", {
      query: { days, limit },
      success: Schema.Struct({ ...ExcitingMatches.fields, ...provenance }),
      error: unavailable
    }).annotateMerge(read("The fights of the latest days that are worth watching most, by today's rankings")),
    HttpApiEndpoint.get("comebacks", "/comebacks", {
      query: { days, limit },
      success: Schema.Struct({ ...Comebacks.fields, ...provenance }),
      error: unavailable
    }).annotateMerge(read("The fights of the latest days that were won late by knockout or submission")),
    HttpApiEndpoint.get("get", "/:id", {
      params: id,
      success: Schema.Struct({ ...Match.fields, ...provenance }),
      error: [notFound, unavailable]
    }).annotateMerge(read("A bout")),
    HttpApiEndpoint.get("results", "/:id/results", {
      params: id,
      success: Schema.Struct({ ...MatchResults.fields, ...provenance }),
      error: [notFound, unavailable]
    }).annotateMerge(read("How a bout ended")),
    HttpApiEndpoint.get("stats", "/:id/stats", {
      params: id,
      success: Schema.Struct({ ...DetailedMatchStats.fields, ...provenance }),
      error: [notFound, unavailable]
    }).annotateMerge(read("What each side of a bout did, in all and round by round"))
  )
  .prefix("/api/matches") {}
