/** The version of the packages and their programs, as their manifests have it. */
export const version = "1.0.0"
