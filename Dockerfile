# Three images: services (gateway, subgraphs, indexer and workers; the command selects one), tools, and Medusa.
FROM node:24.21-bookworm-slim AS base
ENV NODE_ENV=production APOLLO_TELEMETRY_DISABLED=true
WORKDIR /axiom
COPY package.json package-lock.json .npmrc ./
COPY backends/medusa/app/package.json backends/medusa/app/

# All files and packages, to build the pages, and to prepare and seed backends.
FROM base AS tools
# The binary of sharp is an optional package. Those of Node and Meilisearch are, too, for machines without Docker.
RUN npm install --no-save --include=dev --workspaces=false --include-workspace-root \
  && rm -rf node_modules/node-linux-* node_modules/@gaubee node_modules/.bin/node
COPY . .
RUN node -e "import('./gateway/pages/explorer/build.ts').then(({ buildExplorer }) => buildExplorer('/axiom/explorer'))"
RUN node -e "import('./launcher/storefront.ts').then(({ buildStorefront }) => buildStorefront('/axiom/storefront'))"
USER node

FROM base AS medusa
RUN npm install --no-save --omit=dev --omit=optional --workspace backends/medusa/app
# npm hoists some packages of Medusa above packages that load them by name.
ENV NODE_PATH=/axiom/backends/medusa/app/node_modules
COPY backends/medusa/app backends/medusa/app
COPY kit/stores/rate-limits.json kit/stores/rate-limiter.lua kit/stores/end-sessions.lua kit/stores/
COPY kit/graph/password-rules.json kit/graph/
WORKDIR /axiom/backends/medusa/app
USER node

FROM base AS services
RUN npm install --no-save --omit=dev --workspaces=false --include-workspace-root \
  && rm -rf node_modules/node-linux-* node_modules/@gaubee node_modules/.bin/node && npm cache clean --force
COPY kit kit
COPY schema schema
COPY subgraphs subgraphs
COPY gateway gateway
COPY workers workers
COPY --from=tools /axiom/explorer explorer
COPY --from=tools /axiom/storefront storefront
# After a crash, the next process logs the operations in this file. Mount a volume at its folder: a tmpfs is lost when the
# container restarts.
ENV RUNNING_OPERATIONS_FILE=/tmp/running-operations
# The same heap as with `npm start`. Set NODE_OPTIONS for a larger one.
ENV EXPLORER_DIR=/axiom/explorer STOREFRONT_DIR=/axiom/storefront NODE_OPTIONS=--max-old-space-size=256
USER node
CMD ["node", "gateway/index.ts"]
