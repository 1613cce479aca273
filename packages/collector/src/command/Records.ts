import { CollectionLog } from "@mma-savant/core/collection/CollectionLog"
import type { RunNumber } from "@mma-savant/core/collection/CollectionRun"
import { type DeadLetter, type DeadLetterScope, DeadLetters } from "@mma-savant/core/collection/DeadLetters"
import { intervalOf, standardPolicy } from "@mma-savant/core/collection/FetchPolicy"
import { HostGate } from "@mma-savant/core/collection/HostGate"
import type { Site } from "@mma-savant/core/collection/Page"
import { PageArchive } from "@mma-savant/core/collection/PageArchive"
import { Console, DateTime, Duration, Effect, Option } from "effect"
import type { Adapters } from "../Adapters.ts"
import { siteSettings } from "../Config.ts"
import { Halted } from "../Halted.ts"
import { reportOf } from "../RunRecord.ts"
import { inJson, markdown, render, summary, toJson } from "../RunReport.ts"

const letter = ({ attempts, cause, page, reason, run, since }: DeadLetter): string =>
  [`#${run}`, page, cause, `${attempts} attempts`, DateTime.formatIso(since), reason].join("  ")

/** The commands that look at what crawls left, and tidy it. */
export const make = (adapters: Adapters) => {
  const inStore = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
    effect.pipe(
      Effect.provide(adapters.store),
      Effect.mapError((error) => Halted.of(error as Halted))
    )

  const runs = Effect.fn("Collect.runs")(function* (limit: number, json: boolean) {
    const latest = yield* inStore(CollectionLog.use((log) => log.runs(limit)))
    for (const run of latest) yield* Console.log(json ? inJson(run) : summary(run))
    if (latest.length === 0 && !json) yield* Console.log("Nothing has been collected yet.")
  })

  const show = Effect.fn("Collect.show")(function* (number: RunNumber, as: "text" | "json" | "markdown") {
    const report = yield* inStore(
      Effect.gen(function* () {
        const run = yield* CollectionLog.use((log) => log.find(number))
        if (Option.isNone(run)) return yield* new Halted({ message: `There is no run ${number}.`, exitCode: 2 })
        return yield* reportOf(run.value)
      })
    )
    yield* Console.log(as === "json" ? toJson(report) : as === "markdown" ? markdown(report) : render(report))
  })

  const listDead = Effect.fn("Collect.dead.list")(function* (scope: DeadLetterScope, json: boolean) {
    const letters = yield* inStore(DeadLetters.use(({ list }) => list(scope, 100)))
    for (const one of letters) yield* Console.log(json ? JSON.stringify(one) : letter(one))
    if (letters.length === 0 && !json) yield* Console.log("No page was given up.")
  })

  const replayDead = Effect.fn("Collect.dead.replay")(function* (scope: DeadLetterScope) {
    const letters = yield* inStore(DeadLetters.use(({ replay }) => replay(scope)))
    const waiting = [...new Set(letters.map(({ run }) => run))].sort((a, b) => a - b)
    yield* Console.log(
      letters.length === 0
        ? "No page was given up."
        : `${letters.length} pages wait again. Visit them with: ${waiting.map((run) => `collect resume ${run}`).join(", ")}`
    )
  })

  const purgeDead = Effect.fn("Collect.dead.purge")(function* (scope: DeadLetterScope) {
    const purged = yield* inStore(DeadLetters.use(({ purge }) => purge(scope)))
    yield* Console.log(`${purged} pages are forgotten.`)
  })

  const breaker = inStore(HostGate.use(({ blocks }) => blocks)).pipe(
    Effect.flatMap((blocks) =>
      blocks.length === 0
        ? Console.log("No site keeps us out.")
        : Effect.forEach(
            blocks,
            ({ host, sign, since, url }) =>
              Console.log(`${host}  since ${DateTime.formatIso(since)}  "${sign}" at ${url}`),
            { discard: true }
          )
    )
  )

  const resetBreaker = Effect.fn("Collect.breaker.reset")(function* (host: Option.Option<string>) {
    const closed = yield* inStore(HostGate.use(({ reset }) => reset(Option.getOrNull(host))))
    yield* Console.log(
      closed.length === 0 ? "No site keeps us out." : `Reset: ${closed.map((block) => block.host).join(", ")}.`
    )
  })

  const sources = Effect.gen(function* () {
    const { browser, contact, interval, rankingsUrl, statsUrl } = yield* Effect.orDie(siteSettings)
    const pace = (site: Site, url: string) => {
      const pause = intervalOf({ ...standardPolicy, interval }, site, new URL(url).host, null)
      return Duration.isZero(pause) ? "as fast as it answers" : `at most one request in ${Duration.format(pause)}`
    }
    yield* Console.log(
      [
        `ufcstats  ${statsUrl}  ${pace("ufcstats", statsUrl)}`,
        `ufccom    ${rankingsUrl}  ${pace("ufccom", rankingsUrl)}`,
        `contact   ${Option.getOrElse(contact, () => "none: no live site is crawled without COLLECTOR_CONTACT")}`,
        `driver    ${Option.match(browser, { onNone: () => "HTTP", onSome: (path) => `the browser ${path}` })}`,
        "csv       collect import <directory>: the community data set",
        "snapshot  collect load <file>: what collect export wrote"
      ].join("\n")
    )
  })

  const prune = Effect.fn("Collect.prune")(function* (days: number) {
    const before = DateTime.subtractDuration(yield* DateTime.now, Duration.days(days))
    const pruned = yield* inStore(PageArchive.use((archive) => archive.prune(before)))
    yield* Console.log(`${pruned} earlier texts of pages are gone.`)
  })

  return { runs, show, listDead, replayDead, purgeDead, breaker, resetBreaker, sources, prune }
}
