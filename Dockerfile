# Page and bot in one small image, for `docker build .` and for Heroku (heroku.yml). docs/deploy.md explains the steps.

# --- the tools. A separate layer, because they take longest to build and rarely change. A test in xtask compares the versions with its own.
FROM rust:1.95.0-slim-bookworm AS tools
RUN rustup target add wasm32-unknown-unknown \
 && cargo install trunk --version 0.21.14 --locked \
 && cargo install wasm-bindgen-cli --version 0.2.130 --locked

# --- the build, with the address where the page will be published
FROM tools AS build
ARG PUBLIC_URL=
ENV PUBLIC_URL=$PUBLIC_URL
WORKDIR /src
COPY . .
RUN cargo xtask build

# --- the image that runs: the program and the page, as a user that cannot change them
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
