import { assert, it } from "@effect/vitest"
import { DateTime, Effect, type Layer, Option } from "effect"
import { pageName } from "../src/collection/Page.ts"
import { type ArchivedPage, PageArchive } from "../src/collection/PageArchive.ts"
import { freshKey, freshWord } from "./Facts.ts"

const at = (second: number) => DateTime.makeUnsafe(Date.UTC(2026, 0, 1, 0, 0, second))

const page = (known: Partial<ArchivedPage> = {}): ArchivedPage => ({
  name: pageName({ kind: "event", key: freshKey() }),
  html: `<p>${freshWord()} Peña 한글</p>`.repeat(1000),
  etag: null,
  lastModified: null,
  checkedAt: at(0),
  isSettled: false,
  ...known
})

const withoutText = ({ html: _, ...known }: ArchivedPage) => known

/** The laws of {@link PageArchive}. */
export const suite = (adapter: string, layer: Layer.Layer<PageArchive, unknown>) =>
  it.layer(layer, { timeout: "60 seconds", excludeTestServices: true })(`PageArchive / ${adapter}`, (it) => {
    it.effect("the text that was kept last is the latest, with its marks", () =>
      Effect.gen(function* () {
        const archive = yield* PageArchive
        const first = page({ etag: '"a"', lastModified: "Thu, 01 Jan 2026 00:00:00 GMT" })
        yield* archive.keep(first)
        assert.deepStrictEqual(yield* archive.latest(first.name), Option.some(first))
        const again = { ...first, etag: '"b"', checkedAt: at(5), isSettled: true }
        yield* archive.keep(again)
        assert.deepStrictEqual(yield* archive.latest(first.name), Option.some(again))
        const second = page({ name: first.name, checkedAt: at(9) })
        yield* archive.keep(second)
        assert.deepStrictEqual(yield* archive.latest(first.name), Option.some(second))
        assert.deepStrictEqual(yield* archive.latest(page().name), Option.none())
      })
    )

    it.effect("what is known is told without the texts, of those that are at hand", () =>
      Effect.gen(function* () {
        const archive = yield* PageArchive
        const [one, two] = [page(), page({ isSettled: true })]
        yield* archive.keep(one)
        yield* archive.keep(two)
        const known = yield* archive.known([two.name, page().name, one.name])
        assert.sameDeepMembers([...known], [withoutText(one), withoutText(two)])
        assert.deepStrictEqual(yield* archive.known([]), [])
      })
    )

    it.effect("all pages are told by name, some at a time", () =>
      Effect.gen(function* () {
        const archive = yield* PageArchive
        for (let kept = 0; kept < 3; kept++) yield* archive.keep(page())
        const all = yield* archive.list(null, 1000)
        const names = all.map(({ name }) => name)
        assert.deepStrictEqual(names, [...names].sort())
        assert.deepStrictEqual(yield* archive.list(names[0]!, 2), all.slice(1, 3))
      })
    )

    it.effect("old texts go when they are not the latest of a page, and texts that others have stay", () =>
      Effect.gen(function* () {
        const archive = yield* PageArchive
        const old = page({ checkedAt: at(10) })
        const word = freshWord()
        const styled = (version: string) => `${word}<link href="/main.css?ver=${version}">`
        const present = page({ name: old.name, html: styled("1"), checkedAt: at(20) })
        const same = page({ html: old.html, checkedAt: at(11) })
        yield* archive.prune(at(30))
        for (const one of [old, present, same]) yield* archive.keep(one)
        yield* archive.keep({ ...present, html: styled("2") })
        assert.strictEqual(yield* archive.prune(at(10)), 0)
        assert.strictEqual(yield* archive.prune(at(30)), 1)
        assert.strictEqual(yield* archive.prune(at(30)), 0)
        assert.isTrue(Option.isSome(yield* archive.latest(old.name)))
        assert.deepStrictEqual(yield* archive.latest(same.name), Option.some(same))
      })
    )
  })
