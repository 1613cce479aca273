import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"

declare module "vitest" {
  interface ProvidedContext {
    /** A directory for what the files of one run share; it is gone after the run. */
    readonly runDirectory: string
  }
}

export default ({ provide }: TestProject) => {
  const directory = mkdtempSync(join(tmpdir(), "mma-savant-run-"))
  provide("runDirectory", directory)
  return () => rmSync(directory, { recursive: true, force: true })
}
