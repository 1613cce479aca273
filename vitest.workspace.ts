import { defineConfig } from "vitest/config"

const project = (name: string, include: string) => ({
  extends: true as const,
  test: { name, include: [include] }
})

export default defineConfig({
  test: {
    // An embedded database takes a second or two to start, and a property runs its law many times.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: "forks",
    maxWorkers: 2,
    // Files that follow each other in one process share what they import, and with it the state of modules that are no
    // tests: half of the time would go to importing it.
    isolate: false,
    unstubEnvs: true,
    globalSetup: "packages/adapters/test/postgres/RunDirectory.ts",
    projects: [
      project("architecture", "architecture.test.ts"),
      project("examples", "examples/*.test.ts"),
      project("evaluation", "evaluation/*.test.ts"),
      ...["core", "adapters", "http", "collector"].map((name) => project(name, `packages/${name}/test/**/*.test.ts`))
    ]
  }
})
