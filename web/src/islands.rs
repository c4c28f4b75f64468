//! Mounts the tools into their places in a document or a shadow root, and keeps them until the page is left or the widget is removed.
//!
//! Each tool is a Yew root of its own, rendered over the markup that the build machine rendered. A tool in a closed fold is mounted when
//! the fold is opened, because most readers open few. Yew forgets a root's event listeners when it is destroyed, but never removes them.
//! So a root is never destroyed: one that is unmounted waits in a pool for the next mount.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::{Rc, Weak},
};

use carrot_core::{Bundle, BundleError, i18n::Messages};
use gloo::{
    events::{EventListener, EventListenerOptions},
    timers::callback::Timeout,
    utils::window,
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MouseEvent};
use yew::{
    AppHandle, Callback, Renderer,
    platform::spawn_local,
    scheduler::{self, Runnable},
};

use crate::{
    content::Content,
    early_input::EarlyInput,
    effects::{PageDom, preset},
    folders::folder,
    state::{Action, SolverQuery, State},
    store::Store,
    tools::{RootProps, Tool, ToolRoot},
};

/// Selects a place that is not displayed, because it is in closed details or contains nothing else.
const FOLDED: &str = "details:not([open]) *, :has(> details:not([open]))";

/// The time after which a browser has begun to paint an opened fold, in milliseconds: at least three frames of a usual screen.
const AFTER_PAINT_MS: u32 = 50;

thread_local! {
    /// Roots that are not in a document at present.
    static POOL: RefCell<Vec<Mounted>> = const { RefCell::new(Vec::new()) };
    /// The content that was read last, with its file. Most widgets of a page show the same content.
    static LAST: RefCell<Option<(Vec<u8>, Content)>> = const { RefCell::new(None) };
}

/// Returns the content of a bundle's file. It is read only once if several widgets show it.
fn content_of(file: &[u8], messages: Messages) -> Result<Content, BundleError> {
    let is_same = |(read, content): &&(Vec<u8>, Content)| read == file && content.messages == messages;
    let known = LAST.with_borrow(|last| last.as_ref().filter(is_same).map(|(_, content)| content.clone()));
    if let Some(content) = known {
        return Ok(content);
    }
    let content = Content::new(Bundle::from_bytes(file)?, messages);
    LAST.set(Some((file.to_vec(), content.clone())));
    Ok(content)
}

/// Mounts a tool in a run of Yew's scheduler. Yew empties a place at once, and renders in the next run, which may come after a paint if
/// the scheduler has paused. Within a run, it never pauses before everything is rendered.
struct Mount {
    inner: Weak<Inner>,
    tool: Tool,
    place: Element,
}

impl Runnable for Mount {
    fn run(self: Box<Self>) {
        if let Some(inner) = self.inner.upgrade() {
            Inner::mount_in(&inner, self.tool, self.place);
        }
    }
}

/// A rendered tool.
struct Mounted {
    host: Element,
    handle: AppHandle<ToolRoot>,
}

/// The tools of one page or widget. Dropping it unmounts them.
#[allow(missing_debug_implementations, reason = "Yew's handles have none")]
pub struct Islands(Rc<Inner>);

struct Inner {
    page: Rc<PageDom>,
    store: Store,
    /// The places without a tool.
    waiting: RefCell<VecDeque<(Tool, Element)>>,
    mounted: RefCell<Vec<Mounted>>,
    /// Listeners that are removed with the islands.
    listeners: RefCell<Vec<EventListener>>,
    /// The timer that mounts the next tool.
    next: RefCell<Option<Timeout>>,
}

impl Islands {
    /// Mounts the tools that have a place in an element. `root` is the URL of the published page's folder, for its first language.
    ///
    /// # Errors
    /// If the bytes are not a content bundle of this version.
    pub fn mount(element: Element, bundle: &[u8], root: &str) -> Result<Self, BundleError> {
        let lang = element.query_selector("[data-words]").ok().flatten().and_then(|root| root.get_attribute("data-words"));
        let messages = lang.and_then(|lang| lang.parse().ok()).map_or(Messages::En, |lang| Messages::of(&lang));
        let content = content_of(bundle, messages)?;
        let page = Rc::new(PageDom::new(element));
        let home = page.url().unwrap_or_else(|| [root, &folder(messages)].concat());
        let state = page.initial_state();
        let effect = {
            let page = Rc::clone(&page);
            move |action: &Action, before: &State, after: &State| page.apply(action, before, after)
        };
        let store = Store::new(content, home, state, effect);
        page.apply_initial(&store.state());
        let places = |tool: Tool| page.all(&["[data-tool='", tool.name(), "']"].concat()).into_iter().map(move |place| (tool, place));
        let waiting: VecDeque<(Tool, Element)> = Tool::ALL.into_iter().flat_map(places).collect();
        let islands = Self(Rc::new(Inner {
            page,
            store,
            waiting: waiting.into(),
            mounted: RefCell::default(),
            listeners: RefCell::default(),
            next: RefCell::default(),
        }));
        islands.0.listen();
        Inner::mount_next(&islands.0);
        Ok(islands)
    }
}

/// Returns the question of a preset of the solver that was clicked. A preset is a link to the page with its question, so that it works
/// without the program, too.
fn clicked_preset(click: &MouseEvent) -> Option<SolverQuery> {
    if click.ctrl_key() || click.meta_key() || click.shift_key() {
        return None;
    }
    preset(&click.target()?.dyn_into::<Element>().ok()?.closest(".presets a").ok()??)
}

impl Drop for Islands {
    fn drop(&mut self) {
        let inner = Rc::clone(&self.0);
        inner.listeners.take();
        inner.next.take();
        // In a separate task, because this may run in an event of one of the tools.
        spawn_local(async move {
            let mut mounted = inner.mounted.take();
            for tool in &mut mounted {
                tool.host.remove();
                // The pool must not keep the page alive.
                tool.handle.update(RootProps::default());
            }
            POOL.with_borrow_mut(|pool| pool.extend(mounted));
        });
    }
}

impl Inner {
    fn listen(self: &Rc<Self>) {
        if self.page.owns_url() {
            let weak = Rc::downgrade(self);
            let listener = EventListener::new(&window(), "popstate", move |_| {
                if let Some(inner) = weak.upgrade() {
                    inner.store.dispatch(Action::Go(Box::new(inner.page.url_state())));
                }
            });
            self.listeners.borrow_mut().push(listener);
        }
        let weak = Rc::downgrade(self);
        let listener = EventListener::new_with_options(
            &self.page.element,
            "click",
            EventListenerOptions::enable_prevent_default(),
            move |event| {
                let Some(inner) = weak.upgrade() else { return };
                // A link adds an entry to the history.
                inner.page.flush_typed_text();
                if let Some(question) = event.dyn_ref::<MouseEvent>().and_then(clicked_preset) {
                    event.prevent_default();
                    inner.store.dispatch(Action::Ask(question));
                }
            },
        );
        self.listeners.borrow_mut().push(listener);
        let weak = Rc::downgrade(self);
        // This event does not bubble.
        let capture = EventListenerOptions::run_in_capture_phase();
        let listener = EventListener::new_with_options(&self.page.element, "toggle", capture, move |_| {
            if let Some(inner) = weak.upgrade() {
                let _ = inner.page.element.remove_attribute("data-ready");
                // The reader sees the opened fold before its tool is mounted.
                Self::mount_next_in(&inner, AFTER_PAINT_MS);
            }
        });
        self.listeners.borrow_mut().push(listener);
    }

    /// Mounts the next tool in a separate task, so that the page can respond in between.
    fn mount_next_later(inner: &Rc<Self>) {
        Self::mount_next_in(inner, 0);
    }

    /// Mounts the next tool after a number of milliseconds.
    fn mount_next_in(inner: &Rc<Self>, milliseconds: u32) {
        let weak = Rc::downgrade(inner);
        let timeout = Timeout::new(milliseconds, move || {
            if let Some(inner) = weak.upgrade() {
                Self::mount_next(&inner);
            }
        });
        *inner.next.borrow_mut() = Some(timeout);
    }

    /// Mounts the next displayed tool, unless the reader is in the middle of a word or a press.
    fn mount_next(inner: &Rc<Self>) {
        if inner.page.element.has_attribute("data-composing") {
            // Mounting during an IME composition would end it.
            let weak = Rc::downgrade(inner);
            let listener = EventListener::once(&inner.page.element, "compositionend", move |_| {
                // In a separate task, because the input event follows.
                if let Some(inner) = weak.upgrade() {
                    Self::mount_next_later(&inner);
                }
            });
            inner.listeners.borrow_mut().push(listener);
            return;
        }
        // Between press and release, another element would take the place of the pressed one.
        if !inner.page.all("[data-tool]:active").is_empty() {
            return Self::mount_next_in(inner, AFTER_PAINT_MS);
        }
        let next = {
            let mut waiting = inner.waiting.borrow_mut();
            let displayed = waiting.iter().position(|(_, place)| !place.matches(FOLDED).unwrap_or_default());
            displayed.and_then(|index| waiting.remove(index))
        };
        // All displayed tools are mounted. boot.js and tests read this attribute.
        let Some((tool, place)) = next else {
            let _ = inner.page.element.set_attribute("data-ready", "true");
            // In a separate task, so that neither the start nor the first letter of a query takes longer. Most widgets have no search.
            if !inner.page.all("[data-tool=search]").is_empty() {
                let content = inner.store.content().clone();
                *inner.next.borrow_mut() = Some(Timeout::new(0, move || content.bundle.index.prepare()));
            }
            return;
        };
        let _ = inner.page.element.remove_attribute("data-ready");
        scheduler::push(Box::new(Mount { inner: Rc::downgrade(inner), tool, place }));
    }

    /// Mounts a tool in its place, restores the reader's input there, and goes on when the tool is in the document.
    fn mount_in(inner: &Rc<Self>, tool: Tool, place: Element) {
        let early_input = Rc::new(Cell::new(Some(EarlyInput::of(&inner.page, &place))));
        let pooled = POOL.with_borrow_mut(Vec::pop);
        let host = pooled.as_ref().map_or(&place, |mounted| &mounted.host).clone();
        let restore = move || {
            if host.has_child_nodes()
                && let Some(early_input) = early_input.take()
            {
                early_input.restore(&host);
            }
        };
        let onmounted = {
            let (weak, restore) = (Rc::downgrade(inner), restore.clone());
            Callback::from(move |()| {
                restore();
                if let Some(inner) = weak.upgrade() {
                    Self::mount_next_later(&inner);
                }
            })
        };
        let props = RootProps { shown: Some((tool, inner.store.clone())), onmounted };
        let mounted = match pooled {
            Some(mut mounted) => {
                take_attributes(&mounted.host, &place);
                let _ = place.replace_with_with_node_1(&mounted.host);
                mounted.handle.update(props);
                mounted
            }
            None => Mounted { handle: Renderer::<ToolRoot>::with_root_and_props(place.clone(), props).render(), host: place },
        };
        inner.mounted.borrow_mut().push(mounted);
        // This runs at the end of the scheduler's run or at its pause, so the restored input is there before the next paint.
        spawn_local(async move { restore() });
    }
}

/// Copies the attributes of the place to its host element.
fn take_attributes(host: &Element, place: &Element) {
    let names =
        |element: &Element| element.get_attribute_names().iter().filter_map(|name: JsValue| name.as_string()).collect::<Vec<_>>();
    for name in names(host) {
        let _ = host.remove_attribute(&name);
    }
    for name in names(place) {
        let _ = host.set_attribute(&name, &place.get_attribute(&name).unwrap_or_default());
    }
}
