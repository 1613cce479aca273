import { assert, describe, it } from "@effect/vitest"
import { Robots } from "@mma-savant/core/collection/Robots"
import { Duration, Effect } from "effect"
import * as RobotsFile from "../../src/robots/RobotsFile.ts"

const read = (text: string) =>
  Robots.use((robots) => Effect.sync(() => robots.read("http://site.test/robots.txt", text))).pipe(
    Effect.provide(RobotsFile.layer("MMASavant"))
  )

const table: ReadonlyArray<readonly [law: string, text: string, path: string, allowed: boolean]> = [
  ["an empty file allows everything", "", "/a", true],
  ["what is no robots.txt allows everything", "<html><body>Not found</body></html>", "/a", true],
  ["a group for everybody is ours where none names us", "User-agent: *\nDisallow: /a", "/a/b", false],
  [
    "a group that names us is ours alone",
    "User-agent: mmasavant\nDisallow: /x\n\nUser-agent: *\nDisallow: /",
    "/y",
    true
  ],
  ["our name is read in any case", "User-agent: MMASAVANT\nDisallow: /", "/y", false],
  ["a longer name is another's", "User-agent: MMASavantBot\nDisallow: /", "/y", true],
  [
    "groups of one name are one",
    "User-agent: mmasavant\nDisallow: /x\n\nUser-agent: mmasavant\nDisallow: /z",
    "/z",
    false
  ],
  ["a group may name several", "User-agent: other\nUser-agent: mmasavant\nDisallow: /q", "/q", false],
  ["the longest rule counts", "User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true],
  ["of equal rules the one that allows counts", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", true],
  ["an empty rule disallows nothing", "User-agent: *\nDisallow:", "/a", true],
  ["a rule of no group is none", "Disallow: /", "/a", true],
  ["a star stands for any letters", "User-agent: *\nDisallow: /*/details", "/event/details", false],
  ["a dollar is the end", "User-agent: *\nDisallow: /*.gif$", "/a.gif?b", true],
  ["paths tell cases apart", "User-agent: *\nDisallow: /A", "/a", true],
  ["an escaped letter is the letter", "User-agent: *\nDisallow: /foo/%62ar", "/foo/bar", false],
  ["and the other way round", "User-agent: *\nDisallow: /foo/bar", "/foo/b%61r", false],
  ["a remark is no part of a rule", "User-agent: * # all\nDisallow: /a # this", "/a", false],
  ["lines end in any way, and a mark of order may begin them", "\uFEFFUser-agent: *\r\nDisallow: /a\r\n", "/a", false],
  ["the query belongs to the path", "User-agent: *\nDisallow: /list?page=", "/list?page=2", false]
]

describe("robots.txt by RFC 9309", () => {
  it.effect.each(table)("%s", ([, text, path, allowed]) =>
    Effect.gen(function* () {
      const { allows } = yield* read(text)
      assert.strictEqual(allows(`http://site.test${path}`), allowed)
    })
  )

  it.effect("a pause between requests is read where it is a number, and believed up to an hour", () =>
    Effect.gen(function* () {
      const delay = (said: string) =>
        Effect.map(read(`User-agent: *\nCrawl-delay: ${said}`), ({ crawlDelay }) => crawlDelay)
      assert.deepStrictEqual(yield* delay("15"), Duration.seconds(15))
      assert.deepStrictEqual(yield* delay("86400"), Duration.hours(1))
      assert.strictEqual(yield* delay("soon"), null)
      assert.strictEqual((yield* read("")).crawlDelay, null)
    })
  )
})
