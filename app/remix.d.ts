import "@remix-run/server-runtime";

// Tells Remix's types what remix.config.js switches on: loaders and actions arrive as they were returned.
declare module "@remix-run/server-runtime" {
  interface Future {
    v3_singleFetch: true;
  }
}
