import { spawn } from "node:child_process"
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest"
import { emptyDirectory } from "../../adapters/test/postgres/EmptyDatabase.ts"

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))
const sample = fileURLToPath(new URL("../../adapters/src/dataset/sample.snapshot.jsonl", import.meta.url))

let standing = ""
beforeAll(async () => {
  standing = await mkdtemp(join(tmpdir(), "mma-savant-collect-"))
  await emptyDirectory(join(standing, "data"))
})
afterAll(() => rm(standing, { recursive: true }))

interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the program as a person would, standing in a directory of the tests' own. */
const collect = (
  args: ReadonlyArray<string>,
  environment: Record<string, string> = {},
  onError: (said: string, kill: () => void) => void = () => {}
) =>
  new Promise<Outcome>((resolve) => {
    const child = spawn(process.execPath, [main, ...args], {
      env: {
        PATH: process.env["PATH"],
        NODE_COMPILE_CACHE: join(inject("runDirectory"), "compiled"),
        INIT_CWD: standing,
        DATA_DIR: join(standing, "data"),
        ...environment
      }
    })
    let stdout = ""
    let stderr = ""
    child.stdout.on("data", (chunk) => {
      stdout += chunk
    })
    child.stderr.on("data", (chunk) => {
      stderr += chunk
      onError(stderr, () => child.kill("SIGINT"))
    })
    child.on("close", (code) => resolve({ code, stdout, stderr }))
  })

/** One sentence and no stack. */
const sentence = (said: string) => {
  expect(said.trim().split("\n")).toHaveLength(1)
  expect(said.trim()).toMatch(/\.$/)
}

describe("collect", () => {
  it("loads a snapshot, writes nothing the second time, lists both runs and exports what it holds", async () => {
    const first = await collect(["load", sample])
    expect(first.code).toBe(0)
    expect(first.stdout).toMatch(/matches +157 +0 +0/)
    const second = await collect(["load", sample, "--json", "--findings", "findings.jsonl"])
    const run = JSON.parse(second.stdout)
    expect(run.outcome.storage.matches).toEqual({ inserted: 0, updated: 0, unchanged: 157, fields: {} })
    expect(await readFile(join(standing, "findings.jsonl"), "utf8")).toBe("")
    const runs = await collect(["runs"])
    expect(runs.stdout.trim().split("\n")).toHaveLength(2)
    expect(runs.stdout).toMatch(/^#2 .* snapshot .* 0 inserted/)
    const exported = await collect(["export", "out.jsonl"])
    expect(exported.code).toBe(0)
    const facts = async (file: string) => (await readFile(file, "utf8")).split("\n").sort()
    expect(await facts(join(standing, "out.jsonl"))).toEqual(await facts(sample))
    const elo = await collect(["elo", "--write", "elo.md"])
    expect(elo.code).toBe(0)
    expect(elo.stdout).toContain("from the database")
    expect(await readFile(join(standing, "elo.md"), "utf8")).toBe(elo.stdout)
  })

  it.each([
    ["a directory that is missing", ["import", "nowhere"], "nowhere"],
    ["a data set that is missing", ["elo", "--data", "nowhere"], "nowhere"],
    ["a file that is missing", ["load", "nothing.jsonl"], "nothing.jsonl"],
    ["a file that is no snapshot", ["load", main], "line 1"],
    ["an event that is not stored", ["export", "x.jsonl", "--event", "00000000000000aa"], "00000000000000aa"],
    ["a file that cannot be written", ["export", "no/such/place.jsonl"], "no/such/place.jsonl"]
  ])("%s is said in one sentence, with exit code 2", async (_, args, named) => {
    const { code, stderr, stdout } = await collect(args)
    expect(code).toBe(2)
    sentence(stderr)
    expect(stderr).toContain(named)
    expect(stdout).toBe("")
  })

  it.each([
    ["an unknown command", ["imprt", "x"]],
    ["a missing argument", ["import"]],
    ["a number out of bounds", ["runs", "--limit", "0"]],
    ["an event that is no id", ["export", "x.jsonl", "--event", "UFC 300"]]
  ])("%s is a wrong use, with exit code 2 and no stack", async (_, args) => {
    const { code, stderr } = await collect(args)
    expect(code).toBe(2)
    expect(stderr).not.toMatch(/\n\s+at |RegExp/)
  })

  it("a server that does not answer is said in one sentence, without the password", async () => {
    const { code, stderr } = await collect(["runs"], { DATABASE_URL: "postgres://someone:secret@127.0.0.1:9/facts" })
    expect(code).toBe(2)
    sentence(stderr)
    expect(stderr).not.toContain("secret")
  })

  it("a data directory that cannot be written is said in one sentence", async () => {
    const file = join(standing, "file")
    await writeFile(file, "")
    const { code, stderr } = await collect(["runs"], { DATA_DIR: join(file, "data") })
    expect(code).toBe(2)
    sentence(stderr)
  })

  it("findings that cannot be written are said before anything is stored", async () => {
    const data = { DATA_DIR: join(standing, "unstored") }
    const { code, stderr, stdout } = await collect(["load", sample, "--findings", "no/such/place.jsonl"], data)
    expect([code, stdout]).toEqual([2, ""])
    sentence(stderr)
    await expect(readdir(data.DATA_DIR)).rejects.toMatchObject({ code: "ENOENT" })
  })

  it("a source that is no source opens no database", async () => {
    const untouched = join(standing, "untouched")
    await collect(["import", "nowhere"], { DATA_DIR: untouched })
    await expect(readFile(untouched)).rejects.toMatchObject({ code: "ENOENT" })
  })

  it("an import that is interrupted ends with 130, keeps what it stored, and continues when it is run again", async () => {
    const [first, ...lines] = (await readFile(sample, "utf8")).trim().split("\n")
    const header = JSON.parse(first!)
    const bouts = lines.filter((line) => line.startsWith('["match"'))
    const others = lines.filter((line) => !line.startsWith('["match"'))
    const copies = 20
    const many = bouts.flatMap((line) =>
      Array.from({ length: copies }, (_, copy) => {
        const [kind, key, ...rest] = JSON.parse(line)
        return JSON.stringify([kind, `${copy.toString(16).padStart(4, "0")}${key.slice(4)}`, ...rest])
      })
    )
    const total = bouts.length * copies
    const rankings = others.pop()!
    const counts = { ...header.counts, matches: total }
    const file = join(standing, "many.jsonl")
    await writeFile(file, `${[JSON.stringify({ ...header, counts }), ...others, ...many, rankings].join("\n")}\n`)
    const data = { DATA_DIR: join(standing, "interrupted") }
    await emptyDirectory(data.DATA_DIR)
    const stopped = await collect(["load", file], data, (said, kill) => {
      if (said.includes("bouts") && !said.includes("Interrupted")) kill()
    })
    expect(stopped.code).toBe(130)
    expect(stopped.stderr).toContain("Interrupted. What was stored stays")
    const { matches } = JSON.parse((await collect(["load", file, "--json"], data)).stdout).outcome.storage
    expect(matches.inserted + matches.unchanged).toBe(total)
    expect(matches.unchanged).toBeGreaterThan(0)
    expect(matches.inserted).toBeGreaterThan(0)
  })
})
