// The widget in a React app, and a search of the app's own beside it.
import { type Hit, load, search } from "carrot-privacy";
import { StrictMode, useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";

import type { CarrotPrivacyElement } from "carrot-privacy";

/** The address of the published page; here, the address at which `cargo xtask run` serves it. */
const PUBLISHED = "http://127.0.0.1:8080/";

function Widget({ section, onNavigate }: { section: string | null; onNavigate: (id: string) => void }) {
  const widget = useRef<CarrotPrivacyElement>(null);
  useEffect(() => {
    // The page's own script defines the element; without it, the link in the element stays.
    import(/* @vite-ignore */ `${PUBLISHED}embed/v1.js`).catch(() => undefined);
  }, []);
  useEffect(() => {
    const element = widget.current;
    const navigated = (event: Event) => onNavigate((event as CustomEvent<{ id: string }>).detail.id);
    element?.addEventListener("carrot-navigate", navigated);
    return () => element?.removeEventListener("carrot-navigate", navigated);
  }, [onNavigate]);
  return (
    <carrot-privacy ref={widget} section={section} theme="auto" mode="iframe">
      <a href={PUBLISHED}>Our bot's privacy policy</a>
    </carrot-privacy>
  );
}

function App() {
  const [loaded, setLoaded] = useState(false);
  const [query, setQuery] = useState("");
  const [section, setSection] = useState<string | null>(null);
  const [followed, setFollowed] = useState("");
  useEffect(() => {
    load().then(() => setLoaded(true), console.error);
  }, []);
  const hits: Hit[] = loaded ? search(query, { limit: 5, kinds: ["section"] }) : [];
  return (
    <main>
      <h1>Privacy</h1>
      <label>
        Search <input type="search" value={query} onChange={(event) => setQuery(event.target.value)} />
      </label>
      <ul>
        {hits.map(({ id, title, lang }) => (
          <li key={id} lang={lang}>
            <button type="button" onClick={() => setSection(id)}>
              {title}
            </button>
          </li>
        ))}
      </ul>
      <Widget section={section} onNavigate={setFollowed} />
      {followed && <p role="status">Last followed: {followed}</p>}
    </main>
  );
}

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
