import { readdirSync, readFileSync } from "node:fs"
import { basename, dirname, join, normalize, relative, sep } from "node:path"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"

/** Path from the root, with `/`, to the text of the file. */
type Sources = ReadonlyMap<string, string>

interface Import {
  readonly from: string
  readonly specifier: string
  /** The file of the project that is meant; null for a package. */
  readonly target: string | null
}

const root = dirname(fileURLToPath(import.meta.url))

const readSources = (): Sources => {
  const files = ["packages", "examples", "evaluation"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).flatMap((entry) => {
      const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join("/")
      return entry.isFile() && path.endsWith(".ts") && !/(^|\/)(node_modules|dist)\//.test(path) ? [path] : []
    })
  )
  return new Map(files.map((path) => [path, readFileSync(join(root, path), "utf8")]))
}

const statement = /^\s*(?:import|export)\b[^"';]*?\bfrom\s*"([^"]+)"|^\s*import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"/gm

const resolveTarget = (from: string, specifier: string): string | null => {
  if (specifier.startsWith("."))
    return normalize(join(dirname(from), specifier))
      .split(sep)
      .join("/")
  const own = specifier.match(/^@mma-savant\/([a-z]+)(?:\/(.+))?$/)
  if (own === null) return null
  // The one path that is not that of its file.
  if (specifier === "@mma-savant/http/client") return "packages/http/src/Client.ts"
  const [, name, path = "index"] = own
  return path.startsWith("contract/") ? `packages/${name}/${path}.ts` : `packages/${name}/src/${path}.ts`
}

const importsOf = (sources: Sources): ReadonlyArray<Import> =>
  [...sources].flatMap(([from, text]) =>
    [...text.matchAll(statement)].map((match) => {
      const specifier = (match[1] ?? match[2] ?? match[3])!
      return { from, specifier, target: resolveTarget(from, specifier) }
    })
  )

const within = (path: string | null, folder: string): boolean => path?.startsWith(`${folder}/`) ?? false
const isTest = (path: string) =>
  /^packages\/[a-z]+\/(test|bench|contract)\//.test(path) || within(path, "examples") || within(path, "evaluation")
const isMain = (path: string) => /^packages\/[a-z]+\/src\/(.+\/)?main\.ts$/.test(path)
const slice = (path: string | null): string | null => path?.match(/^packages\/core\/src\/([a-z]+)\//)?.[1] ?? null
const adapterFolder = (path: string | null) => path?.match(/^packages\/adapters\/src\/([a-z]+)\//)?.[1] ?? null

/** What each adapters folder is made of, besides core, effect and Node. */
const vendors: Readonly<Record<string, ReadonlyArray<string>>> = {
  postgres: ["@effect/sql-pg", "@electric-sql/pglite"],
  memory: [],
  pgquery: ["libpg-query"],
  redis: ["ioredis"],
  anthropic: ["@anthropic-ai/sdk"],
  openai: ["openai"],
  workflow: [],
  offline: [],
  scripted: [],
  jose: ["jose"],
  scrypt: [],
  ufcstats: ["cheerio"],
  ufccom: ["cheerio"],
  web: [],
  robots: ["robots-parser"],
  simulator: [],
  vega: ["vega", "vega-interpreter", "vega-lite"],
  browser: ["playwright-core"],
  dataset: ["csv-parse"]
}

const faces = ["core", "adapters", "http", "collector"].map((name) => `packages/${name}/src/index.ts`)

const forbiddenInCore = /^effect\/(http|http-api|sql|socket|process|cli|cluster)(\/|$)/
const meaningless = /(^|\/)(utils?|common|shared|helpers?|misc|types)(\/|\.ts$)/

const cycleIn = (graph: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyArray<string> | null => {
  const done = new Set<string>()
  const visit = (node: string, path: ReadonlyArray<string>): ReadonlyArray<string> | null => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node]
    if (done.has(node)) return null
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next, [...path, node])
      if (cycle !== null) return cycle
    }
    done.add(node)
    return null
  }
  for (const node of graph.keys()) {
    const cycle = visit(node, [])
    if (cycle !== null) return cycle
  }
  return null
}

const graphOf = (edges: ReadonlyArray<readonly [string | null, string | null]>) => {
  const graph = new Map<string, Set<string>>()
  for (const [from, to] of edges) {
    if (from === null || to === null || from === to) continue
    graph.set(from, (graph.get(from) ?? new Set()).add(to))
  }
  return graph
}

/** Everything a file needs, itself included. */
const reach = (start: string, imports: ReadonlyArray<Import>): ReadonlyArray<Import> => {
  const byFile = Map.groupBy(imports, ({ from }) => from)
  const seen = new Set<string>([start])
  const found: Array<Import> = []
  for (const file of seen) {
    for (const one of byFile.get(file) ?? []) {
      found.push(one)
      if (one.target !== null) seen.add(one.target)
    }
  }
  return found
}

/** A service that core declares and leaves to adapters. */
const isPort = (path: string, text: string) =>
  within(path, "packages/core/src") && text.includes("Context.Service<") && !text.includes("static readonly layer")

const lineLimit = (path: string, text: string): number => {
  if (!/^packages\/[a-z]+\/src\//.test(path)) return Number.POSITIVE_INFINITY
  const name = basename(path, ".ts")
  if (name === "main") return 80
  if (name.endsWith("Handlers") && within(path, "packages/http")) return 80
  if (isPort(path, text)) return 80
  if (name.endsWith("Service")) return 200
  return 300
}

/** The rules of the architecture, each giving the places that break it. */
const rules: Readonly<Record<string, (sources: Sources, imports: ReadonlyArray<Import>) => ReadonlyArray<string>>> = {
  "core imports effect and nothing else, and no part of effect that does I/O": (_, imports) =>
    imports.flatMap(({ from, specifier, target }) => {
      if (!within(from, "packages/core/src")) return []
      const fine = target === null ? /^effect(\/|$)/.test(specifier) : within(target, "packages/core/src")
      return fine && !forbiddenInCore.test(specifier) ? [] : [`${from} imports ${specifier}`]
    }),
  "core knows no process": (sources) =>
    [...sources].flatMap(([path, text]) =>
      within(path, "packages/core/src") && /\bprocess\.(env|argv|cwd|exit)\b/.test(text) ? [path] : []
    ),
  "core asks effect for time, chance and the network": (sources) =>
    [...sources].flatMap(([path, text]) =>
      within(path, "packages/core/src") &&
      /\b(?:Date\.now|Math\.random|fetch|setTimeout|setInterval)\(|new Date\(\)/.test(text)
        ? [path]
        : []
    ),
  "an adapters folder imports core, effect, Node and its own vendor, never a sibling": (_, imports) =>
    imports.flatMap(({ from, specifier, target }) => {
      const folder = adapterFolder(from)
      if (folder === null) return []
      const fine =
        target === null
          ? /^(effect(\/|$)|node:)/.test(specifier) ||
            (vendors[folder] ?? []).some((vendor) => specifier === vendor || specifier.startsWith(`${vendor}/`))
          : within(target, "packages/core/src") || adapterFolder(target) === folder
      return fine ? [] : [`${from} imports ${specifier}`]
    }),
  "every adapters folder names what it is made of": (sources) =>
    [...sources.keys()].flatMap((path) => {
      const folder = adapterFolder(path)
      return folder === null || folder in vendors ? [] : [path]
    }),
  "only main.ts, tests, benches and examples import adapters": (_, imports) =>
    imports.flatMap(({ from, specifier, target }) =>
      within(target, "packages/adapters") && !within(from, "packages/adapters") && !isMain(from) && !isTest(from)
        ? [`${from} imports ${specifier}`]
        : []
    ),
  "http and collector never import each other, and nothing below imports them": (_, imports) =>
    imports.flatMap(({ from, specifier, target }) =>
      ["http", "collector"].some(
        (program) => within(target, `packages/${program}`) && !within(from, `packages/${program}`) && !isTest(from)
      )
        ? [`${from} imports ${specifier}`]
        : []
    ),
  "API declarations, the chat protocol and the client run in a browser": (sources, imports) =>
    [...sources.keys()]
      .filter((path) => /\/src\/(.+\/)?(\w*Api|ChatProtocol|Client)\.ts$/.test(path))
      .flatMap((path) =>
        reach(path, imports).flatMap(({ from, specifier, target }) =>
          /^(node:|@effect\/|effect\/sql)/.test(specifier) || within(target, "packages/adapters")
            ? [`${path} needs ${specifier}, through ${from}`]
            : []
        )
      ),
  "the slices of core form an acyclic graph": (_, imports) => {
    const cycle = cycleIn(graphOf(imports.map(({ from, target }) => [slice(from), slice(target)])))
    return cycle === null ? [] : [cycle.join(" -> ")]
  },
  "no file imports itself through others": (_, imports) => {
    const cycle = cycleIn(graphOf(imports.map(({ from, target }) => [from, target])))
    return cycle === null ? [] : [cycle.join(" -> ")]
  },
  "only tests import contract": (_, imports) =>
    imports.flatMap(({ from, specifier, target }) =>
      within(target, "packages/core/contract") && !isTest(from) ? [`${from} imports ${specifier}`] : []
    ),
  "every import of the project leads to a file": (sources, imports) =>
    imports.flatMap(({ from, specifier, target }) =>
      target === null || sources.has(target) ? [] : [`${from} imports ${specifier}`]
    ),
  "every package has one face": (sources) => {
    const found = [...sources.keys()].filter((path) => /^packages\/[a-z]+\/.*\bindex\.ts$/.test(path))
    return [
      ...found.filter((path) => !faces.includes(path)),
      ...faces.filter((path) => !sources.has(path)).map((path) => `${path} is missing`)
    ]
  },
  "packages import modules by their own path, for a face loads all that is behind it": (_, imports) =>
    imports.flatMap(({ from, specifier, target }) =>
      target !== null && faces.includes(target) && /^packages\/[a-z]+\/src\//.test(from)
        ? [`${from} imports ${specifier}`]
        : []
    ),
  "source files are named in PascalCase": (sources) =>
    [...sources.keys()].filter(
      (path) =>
        /^packages\/[a-z]+\/src\//.test(path) &&
        !/\/(?:[A-Z][A-Za-z]*|index|main|migrations\/\d{4}_[a-z_]+)\.ts$/.test(path)
    ),
  "no file or folder has a name that says nothing": (sources) =>
    [...sources.keys()].filter((path) => meaningless.test(path)),
  "files are short": (sources) =>
    [...sources].flatMap(([path, text]) => {
      const lines = text.split("\n").length - 1
      const limit = lineLimit(path, text)
      return lines > limit ? [`${path} has ${lines} lines, ${limit} are allowed`] : []
    })
}

const violations = (sources: Sources): ReadonlyArray<string> => {
  const imports = importsOf(sources)
  return Object.entries(rules).flatMap(([rule, broken]) => broken(sources, imports).map((where) => `${rule}: ${where}`))
}

describe("architecture", () => {
  const sources = readSources()
  const imports = importsOf(sources)

  for (const [rule, broken] of Object.entries(rules)) {
    it(rule, () => assert.deepStrictEqual(broken(sources, imports), []))
  }

  it("reads the whole project", () => {
    assert.isTrue(sources.has("packages/core/src/fighter/Fighter.ts"))
    assert.isAbove(imports.filter(({ target }) => target !== null).length, 100)
  })
})

describe("a forbidden import is found", () => {
  const planted: ReadonlyArray<readonly [path: string, text: string, rule: keyof typeof rules]> = [
    [
      "packages/core/src/fighter/Bad.ts",
      `import { readFileSync } from "node:fs"`,
      "core imports effect and nothing else, and no part of effect that does I/O"
    ],
    [
      "packages/core/src/fighter/Bad.ts",
      `import * as Sql from "effect/sql"`,
      "core imports effect and nothing else, and no part of effect that does I/O"
    ],
    [
      "packages/core/src/fighter/Bad.ts",
      `import type { Pool } from "pg"`,
      "core imports effect and nothing else, and no part of effect that does I/O"
    ],
    ["packages/core/src/fighter/Bad.ts", `export const home = process.env.HOME`, "core knows no process"],
    [
      "packages/adapters/src/memory/Bad.ts",
      `import { x } from "../postgres/Pglite.ts"`,
      "an adapters folder imports core, effect, Node and its own vendor, never a sibling"
    ],
    [
      "packages/adapters/src/memory/Bad.ts",
      `import { jwtVerify } from "jose"`,
      "an adapters folder imports core, effect, Node and its own vendor, never a sibling"
    ],
    ["packages/adapters/src/mongo/Bad.ts", ``, "every adapters folder names what it is made of"],
    [
      "packages/http/src/Bad.ts",
      `import { layer } from "@mma-savant/adapters/memory/Memory"`,
      "only main.ts, tests, benches and examples import adapters"
    ],
    [
      "packages/http/src/Bad.ts",
      `export * from "@mma-savant/collector/Program"`,
      "http and collector never import each other, and nothing below imports them"
    ],
    [
      "packages/http/src/BadApi.ts",
      `import "node:http"`,
      "API declarations, the chat protocol and the client run in a browser"
    ],
    [
      "packages/core/src/match/Bad.ts",
      `import type { Fighter } from "../fighter/Fighter.ts"`,
      "the slices of core form an acyclic graph"
    ],
    [
      "packages/core/src/match/Bad.ts",
      `import "./Bad.ts"\nconst later = () => import("../fighter/Fighter.ts")`,
      "the slices of core form an acyclic graph"
    ],
    ["packages/core/src/Bad.ts", `import { b } from "./Worse.ts"`, "every import of the project leads to a file"],
    [
      "packages/http/src/Bad.ts",
      `import { suite } from "@mma-savant/core/contract/FighterRepository"`,
      "only tests import contract"
    ],
    ["packages/http/src/utils/Bad.ts", ``, "no file or folder has a name that says nothing"],
    ["packages/core/src/match/Bad.ts", `const at = Date.now()`, "core asks effect for time, chance and the network"],
    ["packages/http/src/auth/index.ts", ``, "every package has one face"],
    [
      "packages/http/src/main.ts",
      `import { Postgres } from "@mma-savant/adapters"`,
      "packages import modules by their own path, for a face loads all that is behind it"
    ],
    ["packages/http/src/badName.ts", ``, "source files are named in PascalCase"],
    ["packages/http/src/main.ts", "\n".repeat(81), "files are short"],
    ["packages/core/src/auth/BadBook.ts", `Context.Service<${"\n".repeat(81)}`, "files are short"]
  ]

  for (const [path, text, rule] of planted) {
    it(`${rule}: ${text.trim().split("\n").at(-1) || path}`, () => {
      const found = violations(new Map([...readSources(), [path, text]]))
      assert.isTrue(
        found.some((violation) => violation.startsWith(`${rule}: `)),
        `nothing was found in ${path}: ${found.join("; ")}`
      )
    })
  }

  it("no file imports itself through others", () => {
    const circle = new Map([
      ["packages/core/src/A.ts", `import { b } from "./B.ts"`],
      ["packages/core/src/B.ts", `import type { a } from "./A.ts"`]
    ])
    assert.isTrue(violations(circle).some((violation) => violation.startsWith("no file imports itself")))
  })
})
