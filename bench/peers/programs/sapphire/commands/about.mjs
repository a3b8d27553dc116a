import { Command } from "@sapphire/framework";

export class AboutCommand extends Command {
  registerApplicationCommands(registry) {
    registry.registerChatInputCommand((builder) => builder.setName("about").setDescription("Answers with pong"));
  }

  async chatInputRun(interaction) {
    await interaction.reply({ content: "pong" });
  }
}
