import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import type { Refusal } from "~/domain/refusal";
import { ErrorPage } from "~/ui/kit";

function refusalIn(data: unknown): Refusal | null {
  if (data !== null && typeof data === "object" && "refusal" in data)
    return data.refusal as Refusal;
  return null;
}

/** What a route that threw shows: a refusal in words, or that something went wrong here. */
export function RouteErrorPage() {
  const error = useRouteError();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const refusal = isRouteErrorResponse(error) ? refusalIn(error.data) : null;
  return <ErrorPage status={status} refusal={refusal} />;
}
