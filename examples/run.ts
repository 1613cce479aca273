import { readdirSync } from "node:fs"

// npm run example -- <name>
const names = readdirSync(import.meta.dirname).flatMap((file) => file.match(/^([a-z-]+)\.ts$/)?.[1] ?? [])
const examples = names.filter((name) => name !== "run")
const [name] = process.argv.slice(2)

if (name !== undefined && examples.includes(name)) await import(`./${name}.ts`)
else {
  console.error(`npm run example -- <name>, where the name is one of: ${examples.join(", ")}`)
  process.exitCode = 2
}
