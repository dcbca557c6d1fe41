# One file, three images: the rooms (gateway, subgraphs, indexer: the command picks one), the tools, and Medusa.
FROM node:24.21-bookworm-slim AS base
ENV NODE_ENV=production APOLLO_TELEMETRY_DISABLED=true
WORKDIR /house
COPY package.json package-lock.json .npmrc ./
COPY backends/medusa/app/package.json backends/medusa/app/

# Everything, to build the explorer and to prepare and seed backends.
FROM base AS tools
RUN npm install --no-save --include=dev --omit=optional --workspaces=false --include-workspace-root
COPY . .
RUN node -e "import('./gateway/pages/explorer/build.ts').then(({ buildExplorer }) => buildExplorer('/house/explorer'))"
USER node

FROM base AS medusa
RUN npm install --no-save --omit=dev --omit=optional --workspace backends/medusa/app
# npm hoists parts of Medusa above others that they load by name.
ENV NODE_PATH=/house/backends/medusa/app/node_modules
COPY backends/medusa/app backends/medusa/app
COPY kit/stores/rate-limits.json kit/stores/rate-limiter.lua kit/stores/end-sessions.lua kit/stores/
COPY kit/graph/password-rules.json kit/graph/
WORKDIR /house/backends/medusa/app
USER node

FROM base AS rooms
RUN npm install --no-save --omit=dev --omit=optional --workspaces=false --include-workspace-root && npm cache clean --force
COPY kit kit
COPY schema schema
COPY subgraphs subgraphs
COPY gateway gateway
COPY workers workers
COPY --from=tools /house/explorer explorer
# The next process logs from this file which operations the last one died over. Mount a volume at its folder: a tmpfs is lost
# when the container restarts.
ENV RUNNING_OPERATIONS_FILE=/tmp/running-operations
# The heap that `npm start` gives each of them. Set NODE_OPTIONS to give more.
ENV EXPLORER_DIR=/house/explorer NODE_OPTIONS=--max-old-space-size=256
USER node
CMD ["node", "gateway/index.ts"]
