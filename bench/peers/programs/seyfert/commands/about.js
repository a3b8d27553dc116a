import { Command, Declare } from "seyfert";

class AboutCommand extends Command {
  async run(context) {
    await context.write({ content: "pong" });
  }
}

// The guide's decorator, called by hand: JavaScript has none yet.
export default Declare({ name: "about", description: "Answers with pong" })(AboutCommand);
