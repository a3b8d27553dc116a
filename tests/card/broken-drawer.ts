// A drawing process that breaks down as soon as there is something to draw.
process.on("message", () => process.exit(3));
