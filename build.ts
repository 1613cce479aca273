import { execFileSync } from "node:child_process"
import { copyFileSync, cpSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"

// Makes `dist/<package>`, ready for `npm publish`: the sources compiled to JavaScript with their declarations, and a
// manifest whose exports point there. Inside the repository nothing needs it: Node runs the sources.

const packages = ["core", "adapters", "http", "collector"]

/** Whoever writes an adapter runs the laws of its port with the test runner that they are written for. */
const lawSuites = {
  peerDependencies: {
    "@effect/vitest": JSON.parse(readFileSync("package.json", "utf8")).devDependencies["@effect/vitest"]
  },
  peerDependenciesMeta: { "@effect/vitest": { optional: true } }
}

const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc")

rmSync("dist", { recursive: true, force: true })
execFileSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], { stdio: "inherit" })

for (const name of packages) {
  const { exports: _, ...manifest } = JSON.parse(readFileSync(`packages/${name}/package.json`, "utf8"))
  const published = {
    ...manifest,
    engines: { node: ">=22.19" },
    ...(name === "core" ? lawSuites : {}),
    exports: {
      ".": { types: "./src/index.d.ts", default: "./src/index.js" },
      ...(name === "core" ? { "./contract/*": { types: "./contract/*.d.ts", default: "./contract/*.js" } } : {}),
      ...(name === "http" ? { "./client": { types: "./src/Client.d.ts", default: "./src/Client.js" } } : {}),
      "./*": { types: "./src/*.d.ts", default: "./src/*.js" }
    },
    files: name === "core" ? ["src", "contract", "LICENSE"] : ["src", "LICENSE"]
  }
  writeFileSync(`dist/${name}/package.json`, `${JSON.stringify(published, null, 2)}\n`)
  copyFileSync("LICENSE", `dist/${name}/LICENSE`)
}

cpSync("packages/adapters/src/dataset", "dist/adapters/src/dataset", {
  recursive: true,
  filter: (path) => !path.endsWith(".ts")
})
