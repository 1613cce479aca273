import { CareerBout, CareerTimeline } from "@mma-savant/core/composition/CareerTimeline"
import { FighterProfile } from "@mma-savant/core/composition/FighterProfile"
import { FighterStats } from "@mma-savant/core/composition/FighterStats"
import { FighterTrend } from "@mma-savant/core/composition/FighterTrend"
import { StanceRecords } from "@mma-savant/core/composition/StanceRecords"
import { fold } from "@mma-savant/core/Fold"
import { Experience } from "@mma-savant/core/fighter/Experience"
import { Fighter, FighterNotFound } from "@mma-savant/core/fighter/Fighter"
import { FighterId } from "@mma-savant/core/Identity"
import { isMatchKey } from "@mma-savant/core/match/Match"
import { Rankings } from "@mma-savant/core/ranking/Ranking"
import { Stance } from "@mma-savant/core/Stance"
import { Schema } from "effect"
import { HttpApiEndpoint, HttpApiGroup } from "effect/http-api"
import { invalid, problem, unavailable } from "../problem/Problem.ts"
import { worded } from "../problem/Worded.ts"
import { provenance } from "../provenance/Provenance.ts"
import { flag } from "../request/Flag.ts"
import { cursorWhere, limit, page } from "../request/Paging.ts"
import { route } from "../request/RoutePolicy.ts"
import { SoughtText } from "../request/SoughtText.ts"
import { idParameter } from "../request/WholeNumber.ts"

export const fighterNotFound = problem(
  FighterNotFound,
  { status: 404, code: "FIGHTER_NOT_FOUND", title: "Not Found" },
  {
    tell: ({ id }) => ({ detail: `There is no fighter with the id ${id}.`, subject: id }),
    revive: ({ subject }) => ({ _tag: "FighterNotFound" as const, id: Number(subject) })
  }
)

const id = { id: idParameter(FighterId) }

/** Part of a name, nickname or alias, Korean spellings included; empty for everybody. What is nothing but points is nobody's. */
const q = Schema.optionalKey(
  SoughtText.pipe(
    Schema.check(Schema.makeFilter((text) => text === "" || fold(text) !== "")),
    worded("at least one letter, digit or sign, or nothing, and at most 200 characters")
  )
)

export class FighterApi extends HttpApiGroup.make("fighters")
  .add(
    HttpApiEndpoint.get("search", "/", {
      query: {
        q,
        stance: Schema.optionalKey(Stance),
        /** With five wins or more and no loss, in the bouts at hand. */
        undefeated: Schema.optionalKey(flag),
        /** By the bouts at hand. */
        experience: Schema.optionalKey(Experience),
        limit,
        cursor: cursorWhere(() => true)
      },
      success: page(Fighter),
      error: [invalid, unavailable]
    }).annotateMerge(
      route({
        summary: "Fighters by a part of a name, nickname or alias, a stance or a record, in the order of their names",
        access: "anyone",
        rate: "read"
      })
    ),
    HttpApiEndpoint.get("get", "/:id", {
      params: id,
      success: Schema.Struct({ ...Fighter.fields, ...provenance }),
      error: [fighterNotFound, unavailable]
    }).annotateMerge(route({ summary: "A fighter", access: "anyone", rate: "read" })),
    HttpApiEndpoint.get("stats", "/:id/stats", {
      params: id,
      success: Schema.Struct({ ...FighterStats.fields, ...provenance }),
      error: [fighterNotFound, unavailable]
    }).annotateMerge(
      route({
        summary: "The record and the figures of a fighter, with the fights they rest on",
        access: "anyone",
        rate: "read"
      })
    ),
    HttpApiEndpoint.get("profile", "/:id/profile", {
      params: id,
      success: Schema.Struct({ ...FighterProfile.fields, ...provenance }),
      error: [fighterNotFound, unavailable]
    }).annotateMerge(
      route({
        summary: "A fighter with the record, the figures, the streak, the current places and the latest bouts",
        access: "anyone",
        rate: "read"
      })
    ),
    HttpApiEndpoint.get("history", "/:id/history", {
      params: id,
      query: { limit, cursor: cursorWhere(({ key }) => isMatchKey(key)) },
      success: page(CareerBout),
      error: [fighterNotFound, invalid, unavailable]
    }).annotateMerge(
      route({ summary: "The completed bouts of a fighter, the latest first", access: "anyone", rate: "read" })
    ),
    HttpApiEndpoint.get("stances", "/:id/stances", {
      params: id,
      success: Schema.Struct({ ...StanceRecords.fields, ...provenance }),
      error: [fighterNotFound, unavailable]
    }).annotateMerge(route({ summary: "The record of a fighter against each stance", access: "anyone", rate: "read" })),
    HttpApiEndpoint.get("rankings", "/:id/rankings", {
      params: id,
      success: Schema.Struct({
        fighterId: FighterId,
        name: Schema.String,
        /** The day on which the rankings were published. */
        date: Rankings.fields.date,
        /** A class comes before pound for pound; rank 0 is the champion. */
        rankings: Rankings.fields.entries,
        ...provenance
      }),
      error: [fighterNotFound, unavailable]
    }).annotateMerge(route({ summary: "The current places of a fighter", access: "anyone", rate: "read" })),
    HttpApiEndpoint.get("timeline", "/:id/timeline", {
      params: id,
      success: Schema.Struct({ ...CareerTimeline.fields, ...provenance }),
      error: [fighterNotFound, unavailable]
    }).annotateMerge(
      route({ summary: "The career of a fighter, bout by bout, the first one first", access: "anyone", rate: "read" })
    ),
    HttpApiEndpoint.get("trend", "/:id/trend", {
      params: id,
      success: Schema.Struct({ ...FighterTrend.fields, ...provenance }),
      error: [fighterNotFound, unavailable]
    }).annotateMerge(
      route({ summary: "The form of a fighter in the latest five bouts", access: "anyone", rate: "read" })
    )
  )
  .prefix("/api/fighters") {}
