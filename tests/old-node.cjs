if (process.env.CROSSFADE_LAUNCHER === undefined) {
  Object.defineProperty(process, "version", { value: "v20.11.1" });
  Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.11.1" } });
}
