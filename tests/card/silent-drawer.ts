// A drawing process that never answers.
process.on("message", () => {});
