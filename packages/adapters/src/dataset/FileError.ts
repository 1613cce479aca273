const codeOf = (cause: unknown): string => (cause instanceof Error && "code" in cause ? String(cause.code) : "")

/** That there is no such file. */
export const isMissing = (cause: unknown): boolean => codeOf(cause) === "ENOENT"

const words: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or directory",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a directory",
  ENOTDIR: "a part of the path is no directory",
  ENOSPC: "the disk is full",
  EROFS: "the disk is read-only"
}

/** What the operating system says against a file, in words where it is something common. */
export const reason = (cause: unknown): string =>
  words[codeOf(cause)] ?? (cause instanceof Error ? cause.message : String(cause))
