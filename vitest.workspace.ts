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
    projects: [
      project("architecture", "architecture.test.ts"),
      project("examples", "examples/*.test.ts"),
      ...["core", "adapters", "http", "collector"].map((name) => project(name, `packages/${name}/test/**/*.test.ts`))
    ]
  }
})
