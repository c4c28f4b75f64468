//! Starts the page in a browser: hydrates what was prerendered, or renders where there is nothing.

use carrot_web::App;

fn main() {
    let Some(root) = gloo::utils::document().get_element_by_id("app") else { return };
    let empty = root.first_element_child().is_none();
    let renderer = yew::Renderer::<App>::with_root(root);
    if empty {
        renderer.render()
    } else {
        renderer.hydrate()
    };
}
