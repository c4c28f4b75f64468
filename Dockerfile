# Page and bot in one small image. `docker build .` anywhere; Heroku builds it by heroku.yml. docs/deploy.md has the rest.

# --- the tools: a layer of their own, because they take the longest and change the least. xtask's tests hold the versions.
FROM rust:1.95.0-slim-bookworm AS tools
RUN rustup target add wasm32-unknown-unknown \
 && cargo install trunk --version 0.21.14 --locked \
 && cargo install wasm-bindgen-cli --version 0.2.130 --locked

# --- the build: what is in the repository, and where the page will be published
FROM tools AS build
ARG PUBLIC_URL=
ENV PUBLIC_URL=$PUBLIC_URL
WORKDIR /src
COPY . .
RUN cargo xtask build

# --- the image that runs: a program and files, for a user that owns neither
FROM debian:bookworm-slim
RUN useradd --system --no-create-home --shell /usr/sbin/nologin carrot
COPY --from=build /src/target/release/carrot /usr/local/bin/carrot
COPY --from=build /src/dist /srv/dist
ENV DIST=/srv/dist
USER carrot
EXPOSE 8080
# Default address; PORT, which Heroku sets, takes precedence.
ENV PORT=8080
CMD ["carrot", "serve"]
