# One image for gateway, subgraphs, sync and demo; the command says which. Runs from the sources (docs/decisions/0001).
FROM node:20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
COPY . .
# Makes the JavaScript of the sources (docs/decisions/0022), which `node` may not write.
RUN node bin/hub.mjs --version && mkdir -p /data && chown node:node /data
ENV HUB_DATA_DIR=/data GATEWAY_HOST=0.0.0.0 SUBGRAPH_HOST=0.0.0.0
USER node
EXPOSE 4000
ENTRYPOINT ["node", "bin/hub.mjs"]
CMD ["start"]
