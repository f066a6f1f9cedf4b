import { randomBytes, randomUUID } from "node:crypto";
import compression from "compression";
import express, { type NextFunction, type Request, type Response } from "express";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import type { Config } from "~/platform/config.server";
import { log, logError, loggedPath } from "~/platform/log.server";

/** The web server around Remix: headers, origin check, static files, request log. */
export function createApp(build: ServerBuild, config: Config, clientFolder: string) {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", config.trustedProxies);
  app.use(logRequests);
  app.use(securityHeaders(config));
  app.use(refuseForeignOrigins(config));
  app.use(limitBodies(config));
  app.use(compression());
  app.use(
    "/assets",
    express.static(`${clientFolder}/assets`, { immutable: true, maxAge: "1y", index: false }),
  );
  app.use(express.static(clientFolder, { maxAge: "1h", index: false }));
  const pages = createRequestHandler({
    build,
    getLoadContext: (req: Request, res: Response) => ({
      nonce: String(res.locals.nonce),
      requestId: String(res.locals.requestId),
      address: req.ip ?? "",
    }),
  });
  app.all("*", (req: Request, res: Response, next: NextFunction) => {
    pages(req, res, next).catch(next);
  });
  app.use(sayNothing);
  return app;
}

/** What fails before a page can say so. Express itself would answer with the stack and its file names. */
function sayNothing(error: unknown, _req: Request, res: Response, next: NextFunction): void {
  const told = (error as { status?: unknown } | null)?.status;
  const status = typeof told === "number" && told >= 400 && told < 500 ? told : 500;
  if (status === 500) logError(error, { where: "server", id: String(res.locals.requestId) });
  if (res.headersSent) {
    next(error);
    return;
  }
  res
    .status(status)
    .type("text/plain")
    .send(status === 500 ? "Something went wrong.\n" : "This address cannot be read.\n");
}

function logRequests(req: Request, res: Response, next: NextFunction): void {
  const started = process.hrtime.bigint();
  res.locals.requestId = randomUUID();
  // Only the path: search words and tokens in a query can name a person.
  const path = loggedPath(req.path);
  res.on("finish", () => {
    const ms = Number(process.hrtime.bigint() - started) / 1e6;
    log.info(
      {
        id: String(res.locals.requestId),
        method: req.method,
        path,
        status: res.statusCode,
        ms: Math.round(ms * 10) / 10,
      },
      "request",
    );
  });
  next();
}

function securityHeaders(config: Config) {
  const https = config.publicUrl?.protocol === "https:";
  return (_req: Request, res: Response, next: NextFunction): void => {
    const nonce = randomBytes(16).toString("base64");
    res.locals.nonce = nonce;
    res.setHeader(
      "Content-Security-Policy",
      [
        "default-src 'self'",
        `script-src 'self' 'nonce-${nonce}'`,
        "style-src 'self' 'unsafe-inline'", // chart.js and progress bars set style attributes
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        ...(https ? ["upgrade-insecure-requests"] : []),
      ].join("; "),
    );
    res.setHeader("X-Content-Type-Options", "nosniff");
    res.setHeader("X-Frame-Options", "SAMEORIGIN");
    // Not no-referrer: browsers then send "Origin: null" on plain form posts, which the check below refuses.
    res.setHeader("Referrer-Policy", "same-origin");
    res.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    res.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    if (https) res.setHeader("Strict-Transport-Security", "max-age=31536000");
    next();
  };
}

/** Beside files a form holds texts; the largest is a table of people that was looked at before. */
const LARGEST_FORM = 24 * 1024 * 1024;
const UPLOADS_AT_ONCE = 10;

/** A form is read into memory before anybody asks who sent it; only files are streamed to disk. */
function limitBodies(config: Config) {
  const largestUpload = config.attachmentBytes * UPLOADS_AT_ONCE + LARGEST_FORM;
  return (req: Request, res: Response, next: NextFunction): void => {
    const isUpload = /^\/projects\/[^/]+\/attachments(\.data)?$/.test(req.path);
    const most = isUpload ? largestUpload : LARGEST_FORM;
    const announced = req.get("content-length");
    const endless = announced === undefined && req.get("transfer-encoding") !== undefined;
    if (!(Number(announced ?? 0) > most) && (isUpload || !endless)) {
      next();
      return;
    }
    res
      .status(endless ? 411 : 413)
      .set("Connection", "close")
      .type("text/plain")
      .send(endless ? "Say how long the form is.\n" : "This is more than a form may hold.\n");
  };
}

const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/** Every change must come from our own pages; resource routes included, which Remix does not check. */
function refuseForeignOrigins(config: Config) {
  return (req: Request, res: Response, next: NextFunction): void => {
    if (READING.has(req.method) || sameOrigin(req, config)) {
      next();
      return;
    }
    res
      .status(403)
      .type("text/plain")
      .send("This request came from another site and was refused.\n");
  };
}

function sameOrigin(req: Request, config: Config): boolean {
  const fetchSite = req.get("sec-fetch-site");
  if (fetchSite === "cross-site" || fetchSite === "same-site") return false;
  const origin = req.get("origin");
  if (origin === undefined) {
    // Programs send no Origin; browsers of our range always do on a POST.
    return fetchSite === undefined || fetchSite === "same-origin" || fetchSite === "none";
  }
  let host: string;
  try {
    host = new URL(origin).host;
  } catch {
    return false;
  }
  return host === req.get("host") || host === config.publicUrl?.host;
}
