//! The store of a page's tools. The tools are separate Yew roots, which share no context, so each gets the store as a prop.

use std::{
    cell::{Cell, Ref, RefCell},
    fmt,
    rc::Rc,
};

use yew::prelude::*;

use crate::{
    content::Content,
    state::{Action, State},
};

/// The state of a page's tools, with its subscribers. Cloning it copies a pointer.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

struct Inner {
    content: Content,
    /// The published page's URL, for copied texts; empty on the build machine.
    home: String,
    state: RefCell<State>,
    subscribers: RefCell<Vec<(usize, Subscriber)>>,
    next: Cell<usize>,
    /// Runs before the subscribers: updates the theme, the static text and the URL. Typed text is written into the URL after a pause.
    effect: Box<Effect>,
}

type Effect = dyn Fn(&Action, &State, &State);
type Subscriber = Rc<dyn Fn(&State)>;

impl Store {
    /// Creates a store that starts with a state. `effect` runs after each change, with the action,
    /// the state before and the state after it.
    pub fn new(content: Content, home: String, state: State, effect: impl Fn(&Action, &State, &State) + 'static) -> Self {
        Self(Rc::new(Inner {
            content,
            home,
            state: state.into(),
            subscribers: RefCell::default(),
            next: Cell::default(),
            effect: Box::new(effect),
        }))
    }

    /// Creates the store of tools that are rendered on the build machine: the default state, which
    /// never changes.
    pub fn prerendered(content: Content) -> Self {
        Self::new(content, String::new(), State::default(), |_, _, _| ())
    }

    /// Returns the content that the tools render.
    pub fn content(&self) -> &Content {
        &self.0.content
    }

    /// Returns the URL of the published page.
    pub fn home(&self) -> &str {
        &self.0.home
    }

    /// Returns the state.
    pub fn state(&self) -> Ref<'_, State> {
        self.0.state.borrow()
    }

    /// Changes the state by an action, and calls all subscribers.
    pub fn dispatch(&self, action: Action) {
        let before = self.state().clone();
        let after = before.after(action.clone());
        if after == before {
            return;
        }
        // Store the state first: the effect can make the browser send an event that dispatches again.
        self.0.state.replace(after.clone());
        (self.0.effect)(&action, &before, &after);
        // Copy the list, because a subscriber may subscribe or unsubscribe.
        let subscribers: Vec<Subscriber> = self.0.subscribers.borrow().iter().map(|(_, subscriber)| Rc::clone(subscriber)).collect();
        for subscriber in subscribers {
            // A copy of the present state, because a subscriber may dispatch an action and so replace the state.
            let state = self.state().clone();
            subscriber(&state);
        }
    }

    /// Returns a callback that dispatches the action that a function makes from its argument; `None` dispatches nothing.
    pub fn on<E: 'static>(&self, action: impl Fn(E) -> Option<Action> + 'static) -> Callback<E> {
        let store = self.clone();
        Callback::from(move |event: E| {
            if let Some(action) = action(event) {
                store.dispatch(action);
            }
        })
    }

    /// Calls a function after each change, until the subscription is dropped.
    pub fn subscribe(&self, subscriber: impl Fn(&State) + 'static) -> Subscription {
        let id = self.0.next.get();
        self.0.next.set(id + 1);
        self.0.subscribers.borrow_mut().push((id, Rc::new(subscriber)));
        Subscription { store: self.clone(), id }
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Store").field(&self.0.state).finish()
    }
}

/// Compares pointers.
impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// A subscription to a [`Store`], until it is dropped.
#[derive(Debug)]
pub struct Subscription {
    store: Store,
    id: usize,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.store.0.subscribers.borrow_mut().retain(|(id, _)| *id != self.id);
    }
}

/// Returns a part of the state. The component renders again when that part changes.
#[hook]
pub fn use_store<T: Clone + PartialEq + 'static>(store: &Store, select: fn(&State) -> T) -> T {
    let render_again = use_force_update();
    let part = select(&store.state());
    let rendered = RefCell::new(part.clone());
    use_effect_with(store.clone(), move |store| {
        let follow = move |state: &State| {
            let part = select(state);
            if rendered.replace(part.clone()) != part {
                render_again.force_update();
            }
        };
        // The state may have changed between the render and this effect.
        follow(&store.state());
        let subscription = store.subscribe(follow);
        move || drop(subscription)
    });
    part
}

/// The props of every tool.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ToolProps {
    /// The store of the page.
    pub store: Store,
}
