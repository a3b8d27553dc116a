// No library: Node's own WebSocket and fetch. What the local Discord and Node take by themselves.
const { DISCORD_API_URL: api, DISCORD_TOKEN: token, INTENTS = "0" } = process.env;

const answer = await fetch(`${api}/v10/gateway/bot`, { headers: { authorization: `Bot ${token}` } });
const { url } = await answer.json();
const socket = new WebSocket(`${url}?v=10&encoding=json`);
let sequence = null;

const send = (op, d) => socket.send(JSON.stringify({ op, d }));
const identify = { token, intents: Number(INTENTS), properties: { os: "linux", browser: "bare", device: "bare" } };
let awaited = 0;

socket.addEventListener("message", async ({ data }) => {
  const { d, op, s, t } = JSON.parse(data);
  if (s !== null && s !== undefined) sequence = s;
  if (op === 10) {
    setInterval(() => send(1, sequence), d.heartbeat_interval);
    send(2, identify);
  }
  if (t === "READY") awaited = identify.intents & 1 ? d.guilds.length : 0;
  if (t === "GUILD_CREATE") awaited -= 1;
  if ((t === "READY" || t === "GUILD_CREATE") && awaited === 0) console.log("ready");
  if (t !== "INTERACTION_CREATE" || d.data.name !== "about") return;
  const reply = await fetch(`${api}/v10/interactions/${d.id}/${d.token}/callback`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ type: 4, data: { content: "pong" } }),
  });
  await reply.arrayBuffer();
});
