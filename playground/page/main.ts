import { render } from "lit";
import { registerLook } from "./discord-look.ts";
import { beSomeone } from "./identity.ts";
import { drawWith, state, update } from "./state.ts";
import { drawApp } from "./view/app.ts";
import { drawAndFollow } from "./view/message-list.ts";
import "./style/page.css";

registerLook();
drawWith(() => {
  document.documentElement.dataset.theme = state.theme;
  drawAndFollow(() => render(drawApp(), document.body));
});
// The clock is shown by the second, and "in 3 minutes" must not stand still.
setInterval(() => update(), 1000);
update();
beSomeone();
