from hypothesis import strategies as st
def hostile_text(): return st.text()
