# The bot alone, on SQLite or PostgreSQL; docs/DEPLOYMENT.md says how it is run.

FROM node:26-slim AS install
WORKDIR /crossfade
COPY package.json package-lock.json .npmrc ./
# Without their scripts, for the one that matters brings a Node, and this image is one.
RUN npm ci --omit=dev --ignore-scripts

FROM node:26-slim
WORKDIR /crossfade
ENV NODE_ENV=production HTTP_PORT=8080
COPY --from=install /crossfade/node_modules node_modules
COPY package.json run.cjs ./
COPY src src
COPY commands commands
COPY facts facts
RUN node run.cjs src/bundle.ts
RUN mkdir data && chown node:node data
USER node
VOLUME /crossfade/data
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HTTP_PORT}/healthz`).then((it) => process.exit(it.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "run.cjs", "src/main.ts"]
