# Farol alone, to be used with a Postgres beside it: see docker-compose.yml.

FROM node:22-bookworm-slim AS portal
WORKDIR /src/web
COPY web/package.json web/package-lock.json web/.npmrc* ./
RUN npm ci --no-audit --no-fund
COPY web/ ./
RUN npm run build

FROM rust:1.95-bookworm AS server
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY .cargo .cargo
COPY .sqlx .sqlx
COPY config config
COPY migrations migrations
COPY crates crates
COPY tests tests
COPY --from=portal /src/web/dist web/dist
# The caches outlive this step, so the binary is moved out of them.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked -p farol-server \
    && mv target/release/farol /usr/local/bin/farol

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/farol --create-home farol
COPY --from=server /usr/local/bin/farol /usr/local/bin/farol
USER farol
WORKDIR /var/lib/farol
ENV FAROL_LISTEN=0.0.0.0:4318 \
    FAROL_DATA_DIR=/var/lib/farol
VOLUME /var/lib/farol
EXPOSE 4318
ENTRYPOINT ["farol"]
CMD ["serve"]
